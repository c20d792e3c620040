namespace Cardline.Handoff.Detection;

/// <summary>Characters that stand for another one each, such as a traditional one for its simplified form. Immutable.</summary>
/// <remarks>One place for every UTF-16 unit (128 kB), because every character of every message is looked up.</remarks>
internal sealed class Variants
{
    private readonly char[] _forms = new char[char.MaxValue + 1];

    /// <summary>Makes the table.</summary>
    /// <param name="forms">The characters to replace, and what by.</param>
    public Variants(IReadOnlyDictionary<char, char> forms)
    {
        for (var c = 0; c < _forms.Length; c++)
        {
            _forms[c] = forms.GetValueOrDefault((char)c, (char)c);
        }
    }

    /// <summary>Gives the whole table, to tell one from another.</summary>
    public override string ToString() => new(_forms);

    /// <summary>Gets what stands for a character; itself when it has no other form.</summary>
    public char this[char c] => _forms[c];
}
