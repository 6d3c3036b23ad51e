using AnSinh.Web.Access;
using Xunit;

namespace AnSinh.Web.Tests.Access;

public class RoleTests
{
    [Theory]
    [InlineData(Role.Officer, Role.Approver)]
    [InlineData(Role.Officer, Role.Payer)]
    [InlineData(Role.Approver, Role.Payer)]
    [InlineData(Role.Overseer, Role.Officer)]
    [InlineData(Role.Overseer, Role.Administrator)]
    [InlineData(Role.Administrator, Role.Approver)]
    public void Roles_that_check_each_other_are_not_given_to_one_person(Role one, Role other)
    {
        Assert.NotNull(Roles.Conflict([one, other]));
        Assert.NotNull(Roles.Conflict([other, Role.Analyst, one]));
    }

    [Theory]
    [InlineData(Role.Officer, Role.Analyst)]
    [InlineData(Role.Province, Role.Analyst)]
    [InlineData(Role.Approver, Role.Province)]
    public void Other_roles_go_together(Role one, Role other) => Assert.Null(Roles.Conflict([one, other]));

    [Fact]
    public void Nobody_may_both_draw_up_and_approve_or_pay()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.True(new[] { Permission.DrawUpPayroll, Permission.ApprovePayroll, Permission.PayPayroll }.Count(permission => role.May(permission)) <= 1, role.Code());
            Assert.False(role.May(Permission.ProposeChanges) && role.May(Permission.DecideChanges), role.Code());
            Assert.False(role.May(Permission.ManageAccounts) && role.May(Permission.ReadPeople), role.Code());
        }
    }

    [Fact]
    public void An_area_is_reached_only_where_the_role_was_given()
    {
        var account = new Account
        {
            Id = "u1", Login = "a", FoldedLogin = "A", FullName = "A",
            Grants = [new Grant(Role.Officer, Law.PlaceCode.Parse("05206")), new Grant(Role.Analyst, null)],
        };
        Assert.Equal("05206", account.Scope(Permission.ReadPeople).ToString());
        Assert.Equal("*", account.Scope(Permission.ReadReports).ToString());
        Assert.Equal("", account.Scope(Permission.ApprovePayroll).ToString());
    }
}
