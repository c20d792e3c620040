namespace Cardline.Bot.Model.Checking;

/// <summary>The products that numbers belong to, and where one part of a sentence ends and the next begins.</summary>
internal static class Products
{
    private static readonly ulong[] Names = [.. new[] { "classic", "gold", "platinum", "supplementary" }.Select(WordTable.NameOf)];
    private static readonly ulong[] Parting = [Stem.Hash("and"), Stem.Hash("or"), Stem.Hash("while"), Stem.Hash("but"), ',', ';', '。', '、', ':', '.', '!', '?', '\n', '(', ')', '和', '或', '而'];

    /// <summary>The bit of a product.</summary>
    internal static int Bit(ulong name) => 1 << (Array.IndexOf(Names, name) + 1);

    /// <summary>Says whether a token parts what stands on its two sides.</summary>
    internal static bool Parts(Token token) => Array.IndexOf(Parting, token.Hash) >= 0;
}
