using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Reads a file of another product into text, whichever of the usual encodings it has.</summary>
internal static class ImportFile
{
    /// <summary>The largest file read. The products that write such files stop far below it.</summary>
    internal const long BytesMax = 100L << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="file">The file, as it was named.</param>
    /// <param name="bytesMax">At most this many bytes.</param>
    /// <param name="findings">Why it cannot be read.</param>
    /// <returns>The text without its byte order mark, or null.</returns>
    internal static string? Read(string file, long bytesMax, ICollection<Finding> findings)
    {
        try
        {
            if (new FileInfo(file).Length > bytesMax)
            {
                Refuse(file, findings, $"The file is larger than {bytesMax >> 20} MiB.", "Split it, each part with the header line.");
                return null;
            }

            return Decode(file, File.ReadAllBytes(file), findings);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Refuse(file, findings, "The file cannot be opened.", "Check that it exists and that this account may read it.");
            return null;
        }
    }

    private static string? Decode(string file, byte[] bytes, ICollection<Finding> findings)
    {
        try
        {
            Encoding encoding = bytes switch
            {
                [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
                _ => Utf8,
            };
            var text = encoding.GetString(bytes).TrimStart('\uFEFF');
            // UTF-16 without its mark is valid UTF-8 with a zero after every letter.
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
        }
        catch (DecoderFallbackException)
        {
            // Said below, together with the other way of being wrong.
        }

        Refuse(file, findings, "The file is neither UTF-8 nor UTF-16 with a byte order mark.", "Save it as UTF-8.");
        return null;
    }

    private static void Refuse(string file, ICollection<Finding> findings, string wrong, string mend) =>
        findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), wrong, mend));
}
