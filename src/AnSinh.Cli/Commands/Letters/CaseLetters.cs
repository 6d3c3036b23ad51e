using AnSinh.Casework.Letters;
using AnSinh.Law;

namespace AnSinh.Cli.Commands.Letters;

/// <summary>Draft letters of a single case file: a decision for each amount due, a refusal for each benefit that was applied for and is not due. Number, day and signature are left open.</summary>
internal static class CaseLetters
{
    /// <param name="pack">The law.</param>
    /// <param name="household">The case.</param>
    /// <param name="determination">Its answer.</param>
    /// <param name="folder">Where the drafts go.</param>
    /// <param name="applied">The benefits applied for; those that are refused get a letter.</param>
    public static void Write(LawPack pack, CaseHousehold household, HouseholdDetermination determination, string folder, IReadOnlySet<BenefitId> applied)
    {
        var office = AwardLetters.OfficeOf(household.Place, chair: "");
        Directory.CreateDirectory(folder);
        foreach (var person in determination.People)
        {
            var letterPerson = PersonOf(household, person.Person, office)!;
            foreach (var entitlement in person.Entitlements)
            {
                var payee = PersonOf(household, new PersonId(entitlement.Payee.Id), office)?.Addressee(determination.Month.Last) ?? entitlement.Payee.Id;
                Save(folder, $"quyet-dinh-{person.Person}-{entitlement.Benefit}-{determination.Month}.html", new DecisionLetter(
                    pack, office, "/QĐ-UBND", null, letterPerson, entitlement, determination.Month, null,
                    $"cho {payee}, qua tài khoản đã đăng ký hoặc bằng tiền mặt tại điểm chi trả").Write());
            }

            foreach (var refusal in person.Refused.Where(refusal => applied.Contains(refusal.Benefit)))
            {
                Save(folder, $"tu-choi-{person.Person}-{refusal.Benefit}-{determination.Month}.html",
                    new RefusalLetter(pack, office, "/TB-UBND", null, letterPerson, refusal, determination.Month, null).Write());
            }
        }
    }

    private static LetterPerson? PersonOf(CaseHousehold household, PersonId id, LetterOffice office) => household.People.FirstOrDefault(person => person.Id == id) is { } person
        ? new LetterPerson(id.Value, person.Born, person.Sex, char.ToLowerInvariant(office.Commune[0]) + office.Commune[1..])
        : null;

    private static void Save(string folder, string name, string html)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, html);
        Say.Note(path, path);
    }
}
