using AnSinh.Law;

namespace AnSinh.Registry;

internal sealed partial class ImportContext
{
    private const int OldestAge = 130;

    private ImportOutcome TakePerson(ImportRow row)
    {
        var number = row.Number("number");
        var details = Details(row);
        var died = row.Day("died");
        var member = row.Range("member_from", "member_to");
        var relation = row.Text("relation") is { Length: > 0 } given ? given : "member";
        if (number is { Kind: IdentityNumberKind.SocialSecurity } social && details is not null)
        {
            CheckNumber(row, SocialSecurityNumber.Parse(social.Text), details);
        }

        if (died < details?.Born.Earliest)
        {
            row.Fault("died", $"trước ngày sinh {details!.Born}", $"before the birth ({details.Born})");
        }

        var household = HouseholdOf(row, "household");
        if (row.Faulty || row.Waits || number is not { } known || details is null || household is not { } home || member is not { } days)
        {
            _rejectedNumbers.Add(row.Text("number"));
            return default;
        }

        var membership = new Membership(home, relation, days);
        if (commit.FindPerson(known) is { } person)
        {
            if (!IsWithin(person))
            {
                row.Fault("number", "số này đã đăng ký ở địa bàn khác; chuyển đến bằng hồ sơ thay đổi nơi cư trú", "this number is registered elsewhere; a move brings the person here");
                return default;
            }

            return TakeKnownPerson(row, person, details, died, membership);
        }

        person = commit.RegisterMember(known, details, membership);
        if (died is { } day)
        {
            commit.RecordDeath(person, day);
        }

        return ImportOutcome.New;
    }

    private static PersonDetails? Details(ImportRow row)
    {
        var name = row.Required("full_name");
        if (name is not null && (name.Length > PersonName.MaxLength || !name.Any(char.IsLetter) || name.Any(letter => char.IsDigit(letter) || char.IsControl(letter) || letter == '\uFFFD')))
        {
            row.Fault("full_name", $"cần họ và tên bằng chữ, tối đa {PersonName.MaxLength} ký tự", $"expected a name in letters, at most {PersonName.MaxLength}");
        }

        var born = Born(row);
        Sex? sex = row.Required("sex")?.ToLowerInvariant() switch
        {
            "male" or "nam" => Sex.Male,
            "female" or "nữ" => Sex.Female,
            _ => null,
        };
        if (sex is null && row.Text("sex").Length > 0)
        {
            row.Fault("sex", "cần male (nam) hoặc female (nữ)", "expected male or female");
        }

        return name is not null && born is { } date && sex is { } known ? new PersonDetails(PersonName.Normalise(name), date, known, row.Text("ethnic_group")) : null;
    }

    private static BirthDate? Born(ImportRow row)
    {
        if (row.Required("born") is not { } text)
        {
            return null;
        }

        if (!BirthDate.TryParse(text, out var born))
        {
            row.Fault("born", "cần ngày có thật dạng yyyy-MM-dd, hoặc yyyy-MM, hoặc yyyy", "expected a date that exists as yyyy-MM-dd, or yyyy-MM, or yyyy");
            return null;
        }

        if (born.Earliest > row.Today)
        {
            row.Fault("born", $"ngày sinh ở tương lai (hôm nay {row.Today:yyyy-MM-dd})", $"born in the future (today is {row.Today:yyyy-MM-dd})");
        }
        else if (born.Latest.Year + OldestAge < row.Today.Year)
        {
            row.Fault("born", $"quá {OldestAge} tuổi; hãy kiểm tra năm sinh", $"older than {OldestAge} years; check the year");
        }

        return born;
    }

    private static void CheckNumber(ImportRow row, SocialSecurityNumber number, PersonDetails details)
    {
        if (number.YearOfBirth != details.Born.Earliest.Year)
        {
            row.Fault(
                "number", $"chữ số 4-6 cho năm sinh {number.YearOfBirth}, cột born cho {details.Born.Earliest.Year}",
                $"digits 4-6 say born in {number.YearOfBirth}, the column born says {details.Born.Earliest.Year}");
        }

        if (number.Sex != details.Sex)
        {
            row.Fault("number", "chữ số 4 không khớp giới tính", "digit 4 does not agree with the sex");
        }
    }

    private ImportOutcome TakeKnownPerson(ImportRow row, PersonId person, PersonDetails details, DateOnly? died, Membership membership)
    {
        if (commit.WasWrittenNow(person))
        {
            row.Fault("number", "số này có hai lần trong tệp", "this number is twice in the file");
            return default;
        }

        var (known, knownDeath, memberships) = commit.PersonNow(person);
        details = details with { EthnicGroup = details.EthnicGroup.Length > 0 ? details.EthnicGroup : known.EthnicGroup };
        var corrects = known != details;
        if (corrects && !options.Correct && (known.FullName != details.FullName || known.Born != details.Born || known.Sex != details.Sex))
        {
            row.Fault(
                "number", "số này đã đăng ký cho người có họ tên, ngày sinh hoặc giới tính khác; nếu là đính chính hãy thêm --correct",
                "this number is registered for somebody with another name, birth or sex; add --correct if this is a correction");
        }

        if (died is not null && knownDeath is not null && died != knownDeath && !options.Correct)
        {
            row.Fault("died", $"sổ ghi ngày chết {knownDeath:yyyy-MM-dd}; nếu là đính chính hãy thêm --correct", $"the register says {knownDeath:yyyy-MM-dd}; add --correct if this is a correction");
        }

        var moves = Moves(row, memberships, membership);
        if (row.Faulty)
        {
            return default;
        }

        if (corrects)
        {
            commit.CorrectPerson(person, details);
        }

        if (moves)
        {
            commit.SetMembership(person, membership);
        }

        if (died is { } day && died != knownDeath)
        {
            commit.RecordDeath(person, day);
        }

        return corrects || moves || (died is not null && died != knownDeath) ? ImportOutcome.Changed : ImportOutcome.Unchanged;
    }

    /// <summary>Whether the row says something new about membership. A person belongs to one household at a time: another one needs the day of the move.</summary>
    private static bool Moves(ImportRow row, IReadOnlyList<Membership> known, Membership membership)
    {
        if (known.Contains(membership) || known.Any(old => old.Household == membership.Household && membership.Valid == DateRange.Always))
        {
            return false;
        }

        var elsewhere = known.FirstOrDefault(old => old.Household != membership.Household && old.Valid.Overlaps(membership.Valid));
        if (elsewhere is not null && (membership.Valid.From is not { } day || day <= (elsewhere.Valid.From ?? DateOnly.MinValue)))
        {
            row.Fault(
                "household", $"đang là thành viên của hộ {elsewhere.Household}; nếu đã chuyển hãy ghi ngày chuyển vào cột member_from",
                $"is a member of household {elsewhere.Household}; if the person moved give the day in the column member_from");
        }

        return true;
    }
}
