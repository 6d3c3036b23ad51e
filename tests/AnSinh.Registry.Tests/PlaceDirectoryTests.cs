using AnSinh.Law;

namespace AnSinh.Registry.Tests;

public class PlaceDirectoryTests
{
    private static PlaceDirectory Places => PlaceDirectory.VietNam;

    [Theory]
    [InlineData("2025-07-01", 34, 3321)]
    [InlineData("2026-04-29", 34, 3321)]
    [InlineData("2026-04-30", 34, 3321)]
    public void There_are_34_provinces_and_3321_communes(string day, int provinces, int communes)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((provinces, communes), (Places.ProvincesOn(date).Count(), Places.CommunesOn(date).Count()));
        Assert.All(Places.CommunesOn(date), commune => Assert.Contains(Places.ProvincesOn(date), province => province.Code == commune.Province));
    }

    [Theory]
    [InlineData("00001", "00097")]
    [InlineData("00112", "00103")]
    [InlineData("00004", "00004")]
    public void An_old_commune_whose_people_went_to_one_is_mapped_forward(string old, string now) =>
        Assert.Equal(now, Places.Read(PlaceCode.Parse(old)) switch
        {
            PlaceReading.Current current => current.Place.Code.Value,
            PlaceReading.Forwarded forwarded => forwarded.Place.Code.Value,
            var other => other.ToString(),
        });

    [Fact]
    public void A_split_commune_is_asked_and_names_its_candidates()
    {
        var split = Assert.IsType<PlaceReading.Split>(Places.Read(PlaceCode.Parse("00007")));
        Assert.Equal("Phường Cống Vị", split.OldName);
        Assert.Equal(["00008", "00025"], split.Candidates.Select(candidate => candidate.Place.Code.Value));
    }

    [Fact]
    public void What_ended_earlier_or_never_was_is_told_apart()
    {
        Assert.IsType<PlaceReading.Ended>(Places.Read(PlaceCode.Parse("00010")));
        Assert.IsType<PlaceReading.Unknown>(Places.Read(PlaceCode.Parse("99999")));
    }
}
