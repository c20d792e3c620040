using System.Text.Unicode;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>A kind of file, told by its content and never by its name.</summary>
/// <param name="Name">As in <c>Storage:Uploads:Kinds</c>.</param>
/// <param name="MediaType">What the file is served as.</param>
internal sealed record FileKind(string Name, string MediaType)
{
    /// <summary>All kinds that can be told.</summary>
    public static readonly IReadOnlyList<FileKind> All =
        [new("png", "image/png"), new("jpeg", "image/jpeg"), new("pdf", "application/pdf"), new("text", "text/plain; charset=utf-8")];

    /// <summary>Tells the kind.</summary>
    /// <returns>Null when it is none of ours.</returns>
    public static FileKind? Of(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return All[0];
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return All[1];
        }

        if (content.StartsWith("%PDF-"u8))
        {
            return All[2];
        }

        return IsPlainText(content) ? All[3] : null;
    }

    // Whatever opens as a page, a script or a program elsewhere still arrives as text to save; here it only has to be readable text.
    private static bool IsPlainText(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || !Utf8.IsValid(content))
        {
            return false;
        }

        foreach (var b in content)
        {
            if (b < (byte)' ' && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\f'))
            {
                return false;
            }
        }

        return true;
    }
}
