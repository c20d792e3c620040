using System.Globalization;

namespace Cardline.Handoff.Detection;

/// <summary>Collects the characters of a folded text, and for each where it comes from.</summary>
internal sealed class FoldedChars(int expected)
{
    private char[] _chars = new char[expected + 1];
    private int[] _origins = new int[expected + 1];
    private int _count;

    /// <summary>Adds a character, unless it is invisible or one blank more.</summary>
    public void Append(char c, int origin)
    {
        if (c is > ' ' and < '`' or > '`' and <= '~' or >= '\u4E00' and <= '\u9FFF')
        {
            Put(c, origin);
            return;
        }

        if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
        {
            return;
        }

        if (c != '\n' && (char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            if (_count > 0 && _chars[_count - 1] == ' ')
            {
                return;
            }

            c = ' ';
        }

        Put(c is '\u2019' or '\u2018' or '\u02bc' or '`' ? '\'' : c, origin);
    }

    /// <summary>Where each character comes from, and last where the written text ends.</summary>
    public int[] Origins(int end)
    {
        _origins[_count] = end;
        return _origins.AsSpan(0, _count + 1).ToArray();
    }

    /// <summary>The characters.</summary>
    public override string ToString() => new(_chars, 0, _count);

    private void Put(char c, int origin)
    {
        // A single character may fold to as many as eighteen; the place after the last one is for the end.
        if (_count + 1 == _chars.Length)
        {
            Array.Resize(ref _chars, 2 * _chars.Length);
            Array.Resize(ref _origins, _chars.Length);
        }

        (_chars[_count], _origins[_count++]) = (c, origin);
    }
}
