namespace AnSinh.Casework.Review.Steps;

/// <summary>A file that a step gives to whoever called: a name and its bytes.</summary>
public sealed record ReviewFile(string Name, byte[] Content)
{
    public static ReviewFile Of(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));
}
