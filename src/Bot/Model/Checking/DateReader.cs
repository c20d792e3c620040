using System.Runtime.InteropServices;

namespace Cardline.Bot.Model.Checking;

/// <summary>What a date says. A closed set.</summary>
internal enum DateKind
{
    /// <summary>Year, month and day; a part that is not said is 0.</summary>
    Day,

    /// <summary>Two numbers and a year of which nobody knows which is the month.</summary>
    Slashed,

    /// <summary>Minutes after midnight.</summary>
    Time,

    /// <summary>A day of the week, or a kind of day.</summary>
    Weekday,

    /// <summary>A day that moves, such as tomorrow, or a part of one.</summary>
    Relative,
}

/// <summary>A date or a time.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="First">The year, or the only number.</param>
/// <param name="Second">The month.</param>
/// <param name="Third">The day.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateMark(DateKind Kind, int First, int Second, int Third, int Start, int End)
{
    /// <summary>Gets the sentence of the passage it stands in, as a bit; 0 in a model's sentence.</summary>
    internal ulong Where { get; init; }

    /// <summary>Says whether this one, of a passage, carries what a sentence says; the sentence may say less ("in January 2027").</summary>
    internal bool Carries(DateMark sentence)
    {
        if (Kind != sentence.Kind) return false;
        if (Kind != DateKind.Day) return First == sentence.First && Second == sentence.Second && Third == sentence.Third;
        return Part(First, sentence.First) && Part(Second, sentence.Second) && Part(Third, sentence.Third);
    }

    private static bool Part(int passage, int sentence) => sentence == 0 || sentence == passage;
}

/// <summary>Finds dates and times in both languages.</summary>
internal static class DateReader
{
    private const int YearMin = 1900;
    private const int YearMax = 2199;

    private static readonly ulong May = Stem.Hash("may");
    private static readonly ulong[] Noon = [Stem.Hash("pm"), Stem.Hash("p")];
    private static readonly ulong[] Morning = [Stem.Hash("am"), Stem.Hash("a")];
    private static readonly ulong Clock = Stem.Hash("o'clock");
    private static readonly ulong[] Endings = [Stem.Hash("st"), Stem.Hash("nd"), Stem.Hash("rd"), Stem.Hash("th")];
    private static readonly ulong[] YearWords = [Stem.Hash("in"), Stem.Hash("since"), Stem.Hash("from"), Stem.Hash("until"), Stem.Hash("by"), Stem.Hash("year"), Stem.Hash("before"), Stem.Hash("after"), Stem.Hash("of"), Stem.Hash("during"), Stem.Hash("till"), Stem.Hash("for")];

    /// <summary>Those with figures in them, or the name of a month.</summary>
    internal static void Written(Reading reading)
    {
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            var next = Always(reading, i);
            if (next == i) next = Dashed(reading, i);
            if (next == i) next = Clocked(reading, i);
            if (next == i) next = Chinese(reading, i);
            if (next == i) next = English(reading, i);
            if (next == i) next = Year(reading, i);
            if (next == i) continue;
            reading.Take(i, next);
            i = next - 1;
        }
    }

    /// <summary>Days of the week and days that move; after the numbers, because "5 working days" is a stretch of time.</summary>
    internal static void Named(Reading reading)
    {
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Taken[i] || reading.Known(i, WordKind.Weekday | WordKind.Relative) is not { } known) continue;
            Add(reading, known.Kind == WordKind.Weekday ? DateKind.Weekday : DateKind.Relative, ((int)known.Value, 0, 0), i, i + known.Phrase.Length);
            reading.Take(i, i + known.Phrase.Length);
            i += known.Phrase.Length - 1;
        }
    }

    // "24/7" would be read as a fraction.
    private static int Always(Reading reading, int at)
    {
        if (reading.Known(at, WordKind.Whole) is not { Unit: Unit.Always } known) return at;
        reading.Quantities.Add(new Quantity(known.Value, Unit.Always, reading.Tokens[at].Start, reading.Tokens[at + known.Phrase.Length - 1].End));
        return at + known.Phrase.Length;
    }

    private static int Dashed(Reading reading, int at)
    {
        if (!reading.IsNumber(at) || reading.SignAt(at + 1) is not ('-' or '/') || reading.SignAt(at + 3) != reading.SignAt(at + 1) || !reading.IsNumber(at + 2) || !reading.IsNumber(at + 4)) return at;
        var (first, second, third) = (Whole(reading, at), Whole(reading, at + 2), Whole(reading, at + 4));
        if (first is >= YearMin and <= YearMax) Add(reading, DateKind.Day, (first, second, third), at, at + 5);
        else Add(reading, DateKind.Slashed, (first, second, third), at, at + 5);
        return at + 5;
    }

    private static int Clocked(Reading reading, int at)
    {
        if (!reading.IsNumber(at) || Whole(reading, at) is not (>= 0 and <= 24 and var hour)) return at;
        var (end, minutes, isTime) = (at + 1, 0, false);
        if (reading.SignAt(at + 1) == ':' && reading.IsNumber(at + 2) && !reading.Tokens[at + 2].Blank) (end, minutes, isTime) = (at + 3, Whole(reading, at + 2), true);
        if (Half(reading, ref end, Noon, out var after) || Half(reading, ref end, Morning, out after))
        {
            hour = after ? (hour % 12) + 12 : hour % 12;
            isTime = true;
        }
        else if (end < reading.Tokens.Count && reading.Tokens[end].Hash == Clock) (end, isTime) = (end + 1, true);

        if (!isTime) return at;
        Add(reading, DateKind.Time, ((hour * 60) + minutes, 0, 0), at, end);
        return end;
    }

    private static bool Half(Reading reading, ref int end, ulong[] words, out bool afternoon)
    {
        afternoon = ReferenceEquals(words, Noon);
        if (end >= reading.Tokens.Count || reading.Tokens[end].Kind != TokenKind.Word) return false;
        if (reading.Tokens[end].Hash == words[0])
        {
            end++;
            return true;
        }

        // "p.m." is cut into p, a full stop, m and perhaps another.
        if (reading.Tokens[end].Hash != words[1] || reading.SignAt(end + 1) != '.' || end + 2 >= reading.Tokens.Count || !reading.Word(end + 2).SequenceEqual("m")) return false;
        end += 3;
        if (reading.SignAt(end) == '.') end++;
        return true;
    }

    private static int Chinese(Reading reading, int at)
    {
        if (ChineseNumerals.Read(reading, at, out var end) is not { } first || first != Math.Floor(first) || first is < 0 or > YearMax) return at;
        var sign = reading.SignAt(end);
        if (sign is '点' or '时' && IsTime(reading, at, end)) return ChineseTime(reading, at, end, (int)first);
        var (year, month, day) = (0, 0, 0);
        var number = (int)first;
        if (sign == '年' && (number >= YearMin || MonthFollows(reading, end + 1)))
        {
            year = number;
            var more = ChineseNumerals.Read(reading, end + 1, out var then);
            if (more is null || reading.SignAt(then) != '月')
            {
                Add(reading, DateKind.Day, (year, 0, 0), at, end + 1);
                return end + 1;
            }

            (number, end, sign) = ((int)more, then, '月');
        }

        if (sign == '月' && number is >= 1 and <= 12)
        {
            month = number;
            end++;
            if (ChineseNumerals.Read(reading, end, out var then) is >= 1 and <= 31 and var last && reading.SignAt(then) is '日' or '号') (day, end) = ((int)last, then + 1);
            Add(reading, DateKind.Day, (year, month, day), at, end);
            return end;
        }

        if (sign != '号' || number is < 1 or > 31) return at;
        Add(reading, DateKind.Day, (0, 0, number), at, end + 1);
        return end + 1;
    }

    private static bool MonthFollows(Reading reading, int at) => ChineseNumerals.Read(reading, at, out var end) is not null && reading.SignAt(end) == '月';

    private static bool IsTime(Reading reading, int at, int end) =>
        reading.SignAt(end + 1) is '半' or '整' or '钟' || ((reading.SignAt(end) == '时' || reading.IsNumber(end + 1)) && MinuteFollows(reading, end + 1)) || reading.Known(at - 2, WordKind.Relative) is not null;

    private static bool MinuteFollows(Reading reading, int at) => ChineseNumerals.Read(reading, at, out var end) is not null && reading.SignAt(end) == '分';

    private static int ChineseTime(Reading reading, int at, int end, int hour)
    {
        var minutes = 0;
        end++;
        if (reading.SignAt(end) == '半') (minutes, end) = (30, end + 1);
        else if (reading.SignAt(end) is '整' or '钟') end++;
        else if (ChineseNumerals.Read(reading, end, out var then) is { } more && reading.SignAt(then) == '分') (minutes, end) = ((int)more, then + 1);
        if (hour < 12 && reading.SignAt(at - 2) is '下' or '晚' or '傍') hour += 12;
        // "早上8点": the part of the day belongs to the time.
        if (reading.Known(at - 2, WordKind.Relative) is { } part && part.Phrase.Length == 2) reading.Take(at - 2, at);
        Add(reading, DateKind.Time, ((hour * 60) + minutes, 0, 0), at, end);
        return end;
    }

    private static int English(Reading reading, int at)
    {
        var day = 0;
        var month = at;
        if (reading.IsNumber(at) && Whole(reading, at) is >= 1 and <= 31 and var before)
        {
            month = AfterEnding(reading, at + 1);
            if (month < reading.Tokens.Count && reading.Word(month).SequenceEqual("of")) month++;
            day = before;
        }

        if (reading.Known(month, WordKind.Month) is not { } known) return at;
        var end = month + 1;
        if (reading.SignAt(end) == '.') end++;
        if (day == 0 && reading.IsNumber(end) && Whole(reading, end) is >= 1 and <= 31 and var after) (day, end) = (after, AfterEnding(reading, end + 1));
        var year = 0;
        var comma = reading.SignAt(end) == ',' ? end + 1 : end;
        if (reading.IsNumber(comma) && Whole(reading, comma) is >= YearMin and <= YearMax and var said) (year, end) = (said, comma + 1);
        // "may" and "march" are verbs too; the month is written large, and not only because the sentence begins with it.
        if (day == 0 && year == 0 && (reading.Tokens[month].Hash == May || known.Value == 3) && (month == 0 || !char.IsUpper(reading.Text[reading.Tokens[month].Start]))) return at;
        Add(reading, DateKind.Day, (year, (int)known.Value, day), at, end);
        return end;
    }

    private static int AfterEnding(Reading reading, int at) => at < reading.Tokens.Count && Array.IndexOf(Endings, reading.Tokens[at].Hash) >= 0 ? at + 1 : at;

    private static int Year(Reading reading, int at)
    {
        if (at == 0 || !reading.IsNumber(at) || reading.Tokens[at].Length != 4 || Whole(reading, at) is not (>= YearMin and <= YearMax and var year)) return at;
        if (Array.IndexOf(YearWords, reading.Tokens[at - 1].Hash) < 0 || reading.Known(at + 1, WordKind.Unit) is not null) return at;
        Add(reading, DateKind.Day, (year, 0, 0), at, at + 1);
        return at + 1;
    }

    private static int Whole(Reading reading, int token)
    {
        var value = reading.Tokens[token].Value;
        return value >= 0 && value <= YearMax && value == Math.Floor(value) ? (int)value : -1;
    }

    private static void Add(Reading reading, DateKind kind, (int First, int Second, int Third) parts, int from, int to) =>
        reading.Dates.Add(new DateMark(kind, parts.First, parts.Second, parts.Third, reading.Tokens[from].Start, reading.Tokens[to - 1].End));
}
