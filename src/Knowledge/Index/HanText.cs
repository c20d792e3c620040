namespace Cardline.Knowledge.Index;

/// <summary>Chinese characters as strings: each is made once and shared.</summary>
internal static class HanText
{
    private static readonly string?[] Texts = new string?['\uFB00' - '\u3400'];

    /// <param name="sign">A character for which <see cref="Folding.IsHan"/> holds.</param>
    internal static string Of(char sign) => Texts[sign - '\u3400'] ??= sign.ToString();
}
