namespace AnSinh.Storage;

/// <summary>Something the database refuses, said to the person at the keyboard in Vietnamese and in English.</summary>
public sealed class StorageException(string vietnamese, string english, Exception? cause = null) : Exception(english, cause)
{
    public string Vietnamese { get; } = vietnamese;
    public string English { get; } = english;
}
