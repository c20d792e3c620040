using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>What the word ranker measured of one article for one question.</summary>
/// <param name="Score">Fit of words and phrasing, 0 to about 1.</param>
/// <param name="Margin">The score less the best score of any other article; negative for all but the first.</param>
/// <param name="Coverage">Share of the question's weight in words that any article holds, 0 to 1; the same for all articles.</param>
/// <param name="Evidence">Logarithm of one more than the score times the question's whole weight: one common word fits easily, many rare ones do not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Measure(double Score, double Margin, double Coverage, double Evidence);
