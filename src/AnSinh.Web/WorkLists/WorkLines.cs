using System.Security.Cryptography;
using System.Text;
using AnSinh.Casework.Cases.Worklists;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Web.WorkLists;

/// <summary>Entries of a sweep as the lines that casework answers.</summary>
internal static class WorkLines
{
    /// <summary>Name of an entry in addresses and forms: person, kind and benefits. It stays the same from sweep to sweep.</summary>
    public static string KeyOf(SweepEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Person}|{entry.Kind.Code()}|{string.Join(' ', entry.Benefits)}")).AsSpan(0, 8));

    public static WorkItem Of(SweepEntry entry, BenefitMonth month) => new(entry.Kind.Code(), month, entry.Place, entry.Household, entry.Person, entry.Benefits);
}
