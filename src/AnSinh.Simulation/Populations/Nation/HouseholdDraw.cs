using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>Draws households from one lot into a block: where they live, how they live, and the situations of each member.</summary>
internal sealed class HouseholdDraw(NationTables tables, SeededRandom random, DrawnBlock into)
{
    private const int Permille = 1_000;
    private const byte SpouseLink = 0;
    private const byte RaisedByLink = 1;
    private const byte SupporterLink = 2;
    private const byte CarerLink = 3;
    private const int HelpFromPercent = 81;

    private readonly NationData _data = tables.Data;
    private readonly NationChances _chances = tables.Chances;

    public void Draw(int commune, int template)
    {
        var household = tables.Pool.Templates[template];
        var place = _data.Communes[commune];
        var standard = StandardOf(commune, place, tables.Chances.TemplateRisk[template]);
        into.AddHousehold(tables.Profiles.Of(commune, standard), household.Members.Length, EthnicGroup(place));
        var worshipper = Chance(_data.Permille("martyr_worship")) ? Worshipper(household) : -1;
        var lot = OrphanLot(household);
        for (var member = 0; member < household.Members.Length; member++)
        {
            Person(household, member, place, standard, lot, member == worshipper);
        }
    }

    private Standard StandardOf(int commune, NationCommune place, int risk)
    {
        var draw = random.Next(NationChances.Whole);
        var deprived = (int)((long)_chances.Deprived[commune] * risk / Permille);
        if (draw < deprived)
        {
            return random.Next(NationChances.Whole) < _chances.PoorOfDeprived[place.Region] ? Standard.Poor : Standard.NearPoor;
        }

        return Chance(_data.Permille(place.Urban ? "average_urban" : "average_rural")) ? Standard.Average : Standard.Other;
    }

    private byte EthnicGroup(NationCommune place)
    {
        var minorities = tables.Minorities[place.Province];
        if (minorities.Length == 0 || !Chance(place.MinorityPermille))
        {
            return 1;
        }

        var draw = random.Next(minorities[^1].UpTo);
        return Array.Find(minorities, group => draw < group.UpTo).Group;
    }

    private static int Worshipper(HouseholdTemplate household) => Array.FindIndex(household.Members, member => member.Age >= 35);

    private (ParentStatus Father, ParentStatus Mother, bool Abandoned, bool TakenIn)? OrphanLot(HouseholdTemplate household)
    {
        if (!household.WithoutParents || random.Next(NationChances.Whole) >= _chances.Orphans)
        {
            return null;
        }

        var takenIn = Chance(_data.Permille("orphans_taken_in"));
        if (Chance(_data.Permille("orphans_both_dead")))
        {
            return (ParentStatus.Dead, ParentStatus.Dead, false, takenIn);
        }

        return random.Next(6) switch
        {
            0 => (ParentStatus.Dead, ParentStatus.Missing, false, takenIn),
            1 => (ParentStatus.Missing, ParentStatus.Dead, false, takenIn),
            2 => (ParentStatus.Custody, ParentStatus.Dead, false, takenIn),
            3 => (ParentStatus.Dead, ParentStatus.Custody, false, takenIn),
            4 => (ParentStatus.Missing, ParentStatus.Missing, false, takenIn),
            _ => (ParentStatus.Living, ParentStatus.Living, true, takenIn),
        };
    }

    private void Person(HouseholdTemplate household, int place, NationCommune commune, Standard standard, (ParentStatus Father, ParentStatus Mother, bool Abandoned, bool TakenIn)? orphan, bool worships)
    {
        var member = household.Members[place];
        var (age, deprived) = (member.Age, standard is Standard.Poor or Standard.NearPoor);
        var traits = new PersonTraits { Sex = member.Sex, Marital = member.Marital, Worships = worships, Studying = Drawn(_chances.Studying[age]) };
        if (age < 22 && orphan is { } lot)
        {
            Orphan(ref traits, age, lot);
        }

        var others = household.Members.Length > 1;
        var carer = TemplateMember.Nobody;
        if (Merit(ref traits, age, alone: !others) is { } help && help)
        {
            carer = CarerOf(household, place);
            traits.ServedAtHome = carer != TemplateMember.Nobody;
        }

        Insurance(ref traits, age, commune.Urban, deprived);
        Health(ref traits, age, standard);
        if (traits.Disability == 3 && traits.Care == CareKind.None && Chance(_data.Permille("carer_at_home")) && CarerOf(household, place) is var nurse && nurse != TemplateMember.Nobody)
        {
            (traits.Care, carer) = (CareKind.OwnHousehold, nurse);
        }
        else if (traits.Care == CareKind.TakenIn)
        {
            carer = 0;
        }

        Work(ref traits, age, commune.Urban);
        Support(ref traits, age, household.HasYoungAdult, member.Supporter);
        Links(member, traits, carer, deprived);
        into.AddPerson((ushort)(tables.FirstBirth[age] + random.Next(tables.BirthDays[age])), traits.Key, tables.Profiles, traits);
    }

    private static void Orphan(ref PersonTraits traits, int age, (ParentStatus Father, ParentStatus Mother, bool Abandoned, bool TakenIn) lot)
    {
        (traits.Father, traits.Mother) = (lot.Father, lot.Mother);
        traits.Abandoned = lot.Abandoned && age < 16;
        traits.Care = lot.TakenIn && age < 16 ? CareKind.TakenIn : CareKind.None;
        traits.KeepsOrphanAllowance = age >= 16 && traits.Studying;
    }

    /// <returns>Whether the person's merit carries help at home; null without merit.</returns>
    private bool? Merit(ref PersonTraits traits, int age, bool alone)
    {
        var total = _chances.MeritTotal[(int)traits.Sex][age];
        if (total == 0)
        {
            return null;
        }

        var draw = random.Next(NationChances.Whole);
        if (draw >= total)
        {
            return null;
        }

        var number = 0;
        while ((draw -= _chances.MeritByKind[number][(int)traits.Sex][age]) >= 0)
        {
            number++;
        }

        var kind = _data.MeritKinds[number];
        var variant = random.PickWeighted(kind.Variants, variant => variant.Weight);
        traits.Merit = (byte)variant.Number;
        traits.LivesAlone = alone && kind.Kind == "martyr_relative";
        return kind.Kind == "heroic_mother" || variant.Facts.Any(fact => fact.Code.EndsWith("_percent", StringComparison.Ordinal) && int.Parse(fact.Value!, CultureInfo.InvariantCulture) >= HelpFromPercent);
    }

    private void Insurance(ref PersonTraits traits, int age, bool urban, bool deprived)
    {
        var chance = (urban ? _chances.PensionUrban : _chances.PensionRural)[(int)traits.Sex][age];
        if (chance > 0 && Drawn(deprived ? (int)((long)chance * _data.Permille("pension_poor") / Permille) : chance))
        {
            var band = random.PickWeighted(tables.PensionBands, band => band.Weight);
            // People with merit are few: in steps of a million their profiles stay few too.
            var step = traits.Merit > 0 ? 10 * PersonTraits.PensionStep : PersonTraits.PensionStep;
            traits.Pension = (byte)(Math.Max(step, (band.From + random.Next(band.To - band.From + 1)) / step * step) / PersonTraits.PensionStep);
        }
        else if (age is < 18 or >= 60 && traits.Merit == 0 && traits.Father == ParentStatus.Living && traits.Mother == ParentStatus.Living)
        {
            traits.OtherAllowance = Chance(_data.Permille("survivors_insurance"));
        }
    }

    private void Health(ref PersonTraits traits, int age, Standard standard)
    {
        if (traits.Merit == 0)
        {
            var draw = random.Next(NationChances.Whole);
            for (byte level = 3; level > 0 && traits.Disability == 0; level--)
            {
                draw -= _chances.Disability[level][age];
                traits.Disability = draw < 0 ? level : (byte)0;
            }

            if (traits.Disability > 0 && traits.Pension > 0)
            {
                traits.Pension = (byte)Math.Max(10, traits.Pension / 10 * 10);
            }
        }

        if (standard == Standard.Poor && (age < 16 || age is >= 20 and < 60))
        {
            traits.Hiv = Drawn(age < 16 ? _chances.HivChild : _chances.HivAdult);
        }

        if (traits.Sex == Sex.Female && traits.Marital == Marital.Married && age is >= 20 and < 40)
        {
            traits.Pregnant = Chance(_data.Permille("pregnant"));
        }
    }

    private void Work(ref PersonTraits traits, int age, bool urban)
    {
        traits.Worker = !traits.Studying && traits.Disability < 2 && Drawn(_chances.Worker[age]);
        traits.StableIncome = traits.Pension > 0 || traits.OtherAllowance || traits.Merit > 0
            || (traits.Worker && !traits.Hiv && Chance(_data.Permille(urban ? "stable_income_urban" : "stable_income_rural")));
    }

    private void Support(ref PersonTraits traits, int age, bool youngAdult, byte supporter)
    {
        if (age < 55)
        {
            return;
        }

        var none = supporter == TemplateMember.Nobody && Chance(_data.Permille(youngAdult ? "supporter_none" : "supporter_none_alone"));
        traits.Support = none ? SupportStatus.None : Chance(_data.Permille("supporter_receives_allowance")) ? SupportStatus.ReceivesAllowance : SupportStatus.Able;
    }

    private void Links(TemplateMember member, in PersonTraits traits, byte carer, bool deprived)
    {
        if (member.Spouse != TemplateMember.Nobody)
        {
            into.AddLink(SpouseLink, member.Spouse);
        }

        if (member.RaisedBy != TemplateMember.Nobody && (member.Age < 16 || traits.Studying))
        {
            into.AddLink(RaisedByLink, member.RaisedBy);
        }

        // Who supports the others is asked only where it may count: in poor households, or where the supporter has an allowance.
        if (member.Supporter != TemplateMember.Nobody && member.Age >= 55 && (deprived || traits.Support == SupportStatus.ReceivesAllowance))
        {
            into.AddLink(SupporterLink, member.Supporter);
        }

        if (carer != TemplateMember.Nobody)
        {
            into.AddLink(CarerLink, carer);
        }
    }

    private static byte CarerOf(HouseholdTemplate household, int person)
    {
        var carer = TemplateMember.Nobody;
        for (var place = 0; place < household.Members.Length; place++)
        {
            var member = household.Members[place];
            if (place != person && member.Age is >= 18 and < 75 && (carer == TemplateMember.Nobody || member.Sex == Sex.Female))
            {
                carer = (byte)place;
            }
        }

        return carer;
    }

    private bool Chance(int permille) => random.Next(Permille) < permille;

    private bool Drawn(int millionths) => millionths > 0 && random.Next(NationChances.Whole) < millionths;
}
