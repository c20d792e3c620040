using System.Runtime.InteropServices;

namespace Cardline.Handoff.Measuring;

/// <summary>A part of a whole, and how sure it is.</summary>
/// <param name="Part">How many.</param>
/// <param name="Whole">Of how many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Share(int Part, int Whole)
{
    /// <summary>The normal deviate that leaves 2.5 % on either side.</summary>
    private const double Deviate = 1.959963984540054;

    /// <summary>Gets the share, between 0 and 1; 0 of nothing.</summary>
    public double Value => Whole == 0 ? 0 : Math.Round((double)Part / Whole, 4);

    /// <summary>Gets the 95 % interval by Wilson's score, low and high; of nothing it is 0 to 1, because nothing is known.</summary>
    public IReadOnlyList<double> Interval
    {
        get
        {
            if (Whole == 0)
            {
                return [0, 1];
            }

            var (n, p, z2) = ((double)Whole, (double)Part / Whole, Deviate * Deviate);
            var middle = (p + z2 / (2 * n)) / (1 + z2 / n);
            var half = Deviate * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
            return [Math.Round(Math.Max(0, middle - half), 4), Math.Round(Math.Min(1, middle + half), 4)];
        }
    }

    /// <summary>Counts a share of a list.</summary>
    public static Share Of<T>(IEnumerable<T> whole, Func<T, bool> isPart)
    {
        var (parts, all) = (0, 0);
        foreach (var one in whole)
        {
            all++;
            parts += isPart(one) ? 1 : 0;
        }

        return new Share(parts, all);
    }
}
