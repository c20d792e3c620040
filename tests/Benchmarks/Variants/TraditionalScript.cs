using Cardline.Knowledge.Index;

namespace Cardline.Benchmarks.Variants;

/// <summary>Writes Simplified Chinese in Traditional characters: the engine's own table read backwards.</summary>
/// <remarks>
/// Where several Traditional characters share a Simplified one, the first in the order of Unicode is taken, which is mostly the commoner
/// one (發 before 髮). A character that is itself everyday Traditional is left alone: 只, 面 and 回 are what a writer means far more
/// often than 隻, 麵 and 迴. The result is what a machine would write and not always what a person would.
/// </remarks>
internal static class TraditionalScript
{
    private const char First = '\u3400';
    private const char Last = '\u9FFF';
    private const string Kept = "只系面才台表板出回家借卷克困累了向制准干采注志周占御谷松舍沈斗吊冬杯秋升合于游布欲";

    private static readonly Dictionary<char, char> Table = Reverse();

    internal static string Of(string text) => string.Create(text.Length, text, static (signs, source) =>
    {
        for (var place = 0; place < signs.Length; place++) signs[place] = Table.GetValueOrDefault(source[place], source[place]);
    });

    private static Dictionary<char, char> Reverse()
    {
        var table = new Dictionary<char, char>();
        for (var sign = First; sign <= Last; sign++)
        {
            var simplified = TraditionalChinese.Simplify(sign);
            if (simplified != sign && !Kept.Contains(simplified)) table.TryAdd(simplified, sign);
        }

        return table;
    }
}
