namespace AnSinh.Web.Components;

/// <summary>What is wrong with a form: for each field the first thing to correct, in the order of the form.</summary>
public sealed class Faults
{
    private readonly List<(string Field, string Text)> _all = [];

    public IReadOnlyList<(string Field, string Text)> All => _all;

    public bool Any => _all.Count > 0;

    /// <param name="field">Name of the field; empty for the form as a whole.</param>
    /// <param name="text">What is wrong and what is expected.</param>
    public void Add(string field, string text)
    {
        if (field.Length == 0 || Of(field) is null)
        {
            _all.Add((field, text));
        }
    }

    public string? Of(string field) => _all.Where(fault => fault.Field == field).Select(fault => fault.Text).FirstOrDefault();
}
