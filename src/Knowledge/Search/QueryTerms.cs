using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>The terms of one question that articles hold, and what all of its terms weigh.</summary>
/// <param name="Known">Weight times rarity of each known term, each term once.</param>
/// <param name="WrittenWeight">What a perfect match would weigh: every written term, known or not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueryTerms(Dictionary<int, double> Known, double WrittenWeight);
