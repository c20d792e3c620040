using System.Runtime.InteropServices;

namespace Cardline.Bot.Model.Checking;

/// <summary>What a number counts. A closed set; a new one needs a line in <c>words.txt</c> and, when it is a measure, in <see cref="Units"/>.</summary>
internal enum Unit
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>A word that is no known unit.</summary>
    Other,

    /// <summary>Chinese yuan.</summary>
    Cny,

    /// <summary>A foreign currency.</summary>
    Usd,

    /// <inheritdoc cref="Usd"/>
    Eur,

    /// <inheritdoc cref="Usd"/>
    Gbp,

    /// <inheritdoc cref="Usd"/>
    Hkd,

    /// <inheritdoc cref="Usd"/>
    Jpy,

    /// <inheritdoc cref="Usd"/>
    Krw,

    /// <inheritdoc cref="Usd"/>
    Inr,

    /// <inheritdoc cref="Usd"/>
    Rub,

    /// <summary>A part of a yuan, or of another currency.</summary>
    Cent,

    /// <summary>Hundredths; thousandths and tenths are turned into these.</summary>
    Percent,

    /// <summary>Thousandths, before they are turned.</summary>
    Permille,

    /// <summary>A difference of two rates.</summary>
    PercentPoint,

    /// <summary>Tenths, before they are turned.</summary>
    Tenths,

    /// <summary>What is left of a price, in tenths.</summary>
    Discount,

    /// <summary>A stretch of time.</summary>
    Second,

    /// <inheritdoc cref="Second"/>
    Minute,

    /// <inheritdoc cref="Second"/>
    Hour,

    /// <inheritdoc cref="Second"/>
    Day,

    /// <summary>A day on which banks work.</summary>
    Workday,

    /// <inheritdoc cref="Second"/>
    Week,

    /// <inheritdoc cref="Second"/>
    Month,

    /// <inheritdoc cref="Second"/>
    Quarter,

    /// <inheritdoc cref="Second"/>
    Year,

    /// <summary>Points of the reward programme.</summary>
    Point,

    /// <summary>Miles.</summary>
    Mile,

    /// <summary>How often.</summary>
    Times,

    /// <summary>How many fold.</summary>
    Factor,

    /// <summary>Digits of a number.</summary>
    Digit,

    /// <summary>Cards.</summary>
    Card,

    /// <summary>Payments and other things that are counted one by one.</summary>
    Item,

    /// <summary>People.</summary>
    Person,

    /// <summary>How old.</summary>
    Age,

    /// <summary>A house number or a floor.</summary>
    Place,

    /// <summary>A Chinese measure word of things in general.</summary>
    Counter,

    /// <summary>A place in a row.</summary>
    Ordinal,

    /// <summary>At any hour.</summary>
    Always,
}

/// <summary>Which units go with which.</summary>
internal static class Units
{
    /// <summary>Two values are the same when they differ by less than this share; more than rounding in a sum, less than any figure of a tariff.</summary>
    private const double SameShare = 1e-9;

    // The only conversions there are: exact ones, and written the same way in contracts. A month is no number of days, and a day of the bank
    // is not 24 hours, so neither stands here.
    private static readonly (double From, Unit FromUnit, double To, Unit ToUnit)[] Conversions =
    [
        (6, Unit.Month, 0.5, Unit.Year), (12, Unit.Month, 1, Unit.Year), (18, Unit.Month, 1.5, Unit.Year), (24, Unit.Month, 2, Unit.Year),
        (36, Unit.Month, 3, Unit.Year), (60, Unit.Month, 5, Unit.Year), (3, Unit.Month, 1, Unit.Quarter), (7, Unit.Day, 1, Unit.Week),
        (14, Unit.Day, 2, Unit.Week), (30, Unit.Minute, 0.5, Unit.Hour), (60, Unit.Minute, 1, Unit.Hour),
    ];

    internal static bool Same(double left, double right) => left == right || Math.Abs(left - right) <= SameShare * Math.Max(Math.Abs(left), Math.Abs(right));

    /// <summary>Units in which one more or less is a wrong answer even for the number one.</summary>
    internal static bool IsMeasure(Unit unit) => unit is >= Unit.Cny and <= Unit.Mile or Unit.Factor or Unit.Age or Unit.Always;

    /// <summary>Says whether what a passage says carries what a sentence says.</summary>
    internal static bool Carries(Quantity passage, Quantity sentence)
    {
        if (Same(passage.Value, sentence.Value) && (passage.Unit == sentence.Unit || BothCount(passage.Unit, sentence.Unit))) return true;
        foreach (var (from, fromUnit, to, toUnit) in Conversions)
        {
            if (Is(passage, from, fromUnit) && Is(sentence, to, toUnit)) return true;
            if (Is(passage, to, toUnit) && Is(sentence, from, fromUnit)) return true;
        }

        return false;
    }

    /// <summary>Brings thousandths and tenths to hundredths; the value is the same.</summary>
    internal static Quantity Normal(Quantity quantity) => quantity.Unit switch
    {
        Unit.Permille => quantity with { Value = quantity.Value / 10, Unit = Unit.Percent },
        Unit.Tenths => quantity with { Value = quantity.Value * 10, Unit = Unit.Percent },
        _ => quantity,
    };

    private static bool Is(Quantity quantity, double value, Unit unit) => quantity.Unit == unit && Same(quantity.Value, value);

    // "3 tries", "3 wrong tries", "three of them": when nothing is measured and at least one side does not say what is counted.
    private static bool BothCount(Unit passage, Unit sentence) =>
        (IsOpen(passage) && IsCount(sentence)) || (IsOpen(sentence) && IsCount(passage));

    private static bool IsOpen(Unit unit) => unit is Unit.None or Unit.Other or Unit.Counter;

    private static bool IsCount(Unit unit) => IsOpen(unit) || unit is Unit.Times or Unit.Digit or Unit.Card or Unit.Item or Unit.Person;
}

/// <summary>A number and what it counts.</summary>
/// <param name="Value">A negative one is vague ("several"), and equals only itself.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Quantity(double Value, Unit Unit, int Start, int End)
{
    /// <summary>Gets the products that stand beside it, as bits; 0 when none does.</summary>
    internal int Keys { get; init; }

    /// <summary>Gets the bound that it is: the name of the concept "at least", "at most", "more than", "less than" or "within"; 0 when it is none.</summary>
    internal ulong Bound { get; init; }

    /// <summary>Gets the sentence of the passage it stands in, as a bit; 0 in a model's sentence.</summary>
    internal ulong Where { get; init; }

    /// <summary>Gets a hash of value and unit, by which a "not" before it is compared.</summary>
    internal ulong Hash => ((ulong)BitConverter.DoubleToInt64Bits(Value) * 31) + (ulong)Unit + 1;
}
