using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes a file in one move: a reader sees the old one or the new one, never half of either.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <returns>Whether it was written; when not, the file is as it was.</returns>
    internal static bool Write(string path, string text)
    {
        var beside = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(beside, text, Utf8);
            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Remove(beside);
            return false;
        }
    }

    internal static Finding Refusal(string shown) =>
        Finding.Error(FindingNumber.CannotWrite, new Place(shown), "The file cannot be written.", "Check that its folder may be written by this account, and that the disk is not full.");

    // What is left over does no harm; that it cannot be removed must not hide why the file was not written.
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
