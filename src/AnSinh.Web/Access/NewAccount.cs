using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace AnSinh.Web.Access;

/// <summary>Makes an account with its first password.</summary>
public static class NewAccount
{
    /// <exception cref="AccessRefusedException">The login is taken or the roles do not go together.</exception>
    public static void Add(AccountBook book, IPasswordHasher<Account> hasher, string login, string fullName, string password, IReadOnlyList<Grant> grants, string actor)
    {
        var folded = AccountBook.Fold(login);
        var account = new Account
        {
            Id = Account.IdOf(folded), Login = login.Trim(), FoldedLogin = folded, FullName = fullName, SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20)), Grants = grants,
        };
        account.PasswordHash = hasher.HashPassword(account, password);
        book.Add(account, actor);
    }

    /// <inheritdoc cref="Add(AccountBook,IPasswordHasher{Account},string,string,string,IReadOnlyList{Grant},string)"/>
    public static void Add(AccountBook book, string login, string fullName, string password, IReadOnlyList<Grant> grants, string actor) =>
        Add(book, new PasswordHasher<Account>(), login, fullName, password, grants, actor);
}
