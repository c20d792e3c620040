namespace Cardline.Bot.Model.Checking;

/// <summary>
/// Finds every number, in figures or in words of either language, and what it counts. Three uses of number words count nothing and are let
/// through by name: <see cref="OneIsAWord"/>, <see cref="FirstIsAWord"/> and <see cref="ListNumber"/>; figures only by the last.
/// </summary>
internal static class QuantityReader
{
    /// <summary>Most tokens between two numbers that share one unit: "3, 6 or 12 months".</summary>
    private const int JoinTokensMax = 2;

    /// <summary>The highest number that may count the lines of a list.</summary>
    private const double ListNumberMax = 20;

    private static readonly ulong And = Stem.Hash("and");
    private static readonly ulong Half = Stem.Hash("half");
    private static readonly ulong Point = Stem.Hash("point");
    private static readonly ulong[] Joins = [Stem.Hash("or"), And, Stem.Hash("to"), Stem.Hash("through"), Stem.Hash("until"), '-', '/', ',', '、', '至', '到', '或', '和', '~', '与', '跟'];
    private static readonly ulong[] NotCounted = [.. "of to and or in at per a the on for is within by from if when you it with are will be until after before as than then may can not do i we".Split(' ').Select(word => Stem.Hash(word))];

    internal static void Read(Reading reading)
    {
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Taken[i]) continue;
            var next = ListNumber(reading, i);
            if (next == i) next = Known(reading, i);
            if (next == i) next = Fraction(reading, i);
            if (next == i) next = Vague(reading, i);
            if (next == i) next = Number(reading, i);
            i = Math.Max(i, next - 1);
        }

        ShareUnits(reading);
        Beside(reading);
        Bounds.Read(reading);
    }

    /// <summary>"1." before a line of a list counts the lines.</summary>
    private static int ListNumber(Reading reading, int at)
    {
        if (!reading.IsNumber(at) || reading.Tokens[at].Value > ListNumberMax || reading.SignAt(at + 1) is not ('.' or ')' or '、')) return at;
        for (var i = 0; i < at; i++)
        {
            if (reading.SignAt(i) is not ('\n' or '(' or '-' or '*')) return at;
        }

        reading.Take(at, at + 2);
        return at + 2;
    }

    /// <summary>"First open the page" says what to do; all other places in a row must stand in the passage.</summary>
    private static bool FirstIsAWord(KnownPhrase known) => known.Kind == WordKind.Ordinal && known.Value == 1;

    /// <summary>"One of your cards", "一张新卡": the word counts nothing unless it measures. The figure 1 always counts.</summary>
    private static bool OneIsAWord(double value, Unit unit) => value == 1 && !Units.IsMeasure(unit);

    private static int Known(Reading reading, int at)
    {
        if (reading.Known(at, WordKind.Whole | WordKind.Wordlike | WordKind.Ordinal) is not { } known) return at;
        var end = at + known.Phrase.Length;
        if (known.Kind == WordKind.Wordlike) return reading.Tokens[at].Kind == TokenKind.Number ? at : end;
        if (FirstIsAWord(known)) return end;
        // "Twenty-second" and "three quarters of a year" begin before; "half" before a stretch of time is half of that.
        var unit = known.Kind == WordKind.Ordinal ? Unit.Ordinal : known.Unit;
        if (known.Kind == WordKind.Whole && known.Value == 1 && unit == Unit.Times) return end;
        Add(reading, known.Value, unit, at, end);
        return end;
    }

    // "百分之五", "三分之一", "1/3".
    private static int Fraction(Reading reading, int at)
    {
        var whole = reading.SignAt(at) is '百' or '千' or '万' && reading.SignAt(at + 1) == '分' ? ChineseNumerals.UnitOf(reading.SignAt(at)) : ChineseNumerals.Read(reading, at, out _) ?? 0;
        if (whole <= 0) return at;
        _ = ChineseNumerals.Read(reading, at, out var end);
        if (reading.SignAt(end) == '分' && reading.SignAt(end + 1) == '之' && ChineseNumerals.Read(reading, end + 2, out var then) is { } part)
        {
            Add(reading, part * 100 / whole, Unit.Percent, at, then);
            return then;
        }

        if (!reading.IsNumber(at) || reading.SignAt(at + 1) != '/' || !reading.IsNumber(at + 2) || reading.Tokens[at + 2].Value <= 0) return at;
        var after = at + 3;
        var unit = UnitAfter(reading, ref after);
        if (unit is Unit.None or Unit.Other) Add(reading, reading.Tokens[at].Value * 100 / reading.Tokens[at + 2].Value, Unit.Percent, at, at + 3);
        else Add(reading, reading.Tokens[at].Value / reading.Tokens[at + 2].Value, unit, at, after);
        return Math.Max(at + 3, after);
    }

    // "几天", "数百元", "若干年": nobody can say whether they are right, unless the passage has the same words.
    private static int Vague(Reading reading, int at)
    {
        if (reading.SignAt(at) is not ('几' or '数' or '若' or '多')) return at;
        var end = at + (reading.SignAt(at + 1) is '干' or '百' or '千' or '十' or '万' ? 2 : 1);
        var start = end;
        var unit = UnitAfter(reading, ref end);
        if (end == start || !Units.IsMeasure(unit)) return at;
        Add(reading, -200_000 - reading.SignAt(at) - (reading.SignAt(start - 1) * 100_000d), unit, at, end);
        return end;
    }

    private static int Number(Reading reading, int at)
    {
        var figures = reading.IsNumber(at);
        var end = at;
        var value = figures || reading.SignAt(at) != '\0' ? ChineseNumerals.Read(reading, at, out end) : null;
        if (figures && value is { } before) value = Multiplied(reading, before, ref end);
        value ??= English(reading, at, out end);
        if (value is not { } number) return at;
        var start = CurrencyBefore(reading, at, out var unit);
        var then = end;
        var after = UnitAfter(reading, ref then);
        if (unit == Unit.None)
        {
            // One character alone is part of a word unless something is counted with it: "百货", "三方".
            if (!figures && end == at + 1 && reading.SignAt(at) != '\0' && after is Unit.None or Unit.Other) return at + 1;
            (unit, end) = (after, then);
        }
        else if (after == unit) end = then;

        if (reading.SignAt(end) == '半' && unit is Unit.Year or Unit.Month or Unit.Hour or Unit.Day or Unit.Factor)
        {
            number += 0.5;
            end++;
        }

        if (number < 0 && !Units.IsMeasure(unit)) return end;
        if (!figures && OneIsAWord(number, unit)) return end;
        if (reading.SignAt(start - 1) == '-' && start > 0 && IsMinus(reading, start - 1)) number = -number;
        if (reading.SignAt(start - 1) == '第') unit = Unit.Ordinal;
        Add(reading, number, unit, start, end);
        return end;
    }

    private static bool IsMinus(Reading reading, int sign) => (sign == 0 || reading.Tokens[sign].Blank) && !reading.Tokens[sign + 1].Blank && sign > 0;

    private static double Multiplied(Reading reading, double value, ref int end)
    {
        while (reading.Known(end, WordKind.Number) is { Multiplies: true } known)
        {
            value *= known.Value;
            end += known.Phrase.Length;
        }

        if (reading.SignAt(end) is '多' or '余' or '几' && reading.Known(end + 1, WordKind.Unit) is not null)
        {
            end++;
            value = -value - 0.5;
        }

        return value;
    }

    private static double? English(Reading reading, int at, out int end)
    {
        end = at;
        double total = 0, current = 0;
        var (any, last) = (false, double.PositiveInfinity);
        while (reading.Known(end, WordKind.Number) is { } known)
        {
            if (known.Multiplies)
            {
                current = Math.Max(current, 1) * known.Value;
                if (known.Value >= 1_000) (total, current) = (total + current, 0);
                last = known.Value;
            }
            else if (known.Value < 0) return any ? total + current : Skip(known, ref end);
            else
            {
                // "One two" are two numbers; "twenty-one" is one, and so is "hundred and one".
                if (any && (known.Value >= last || (last is >= 1 and < 20))) break;
                current += known.Value;
                last = known.Value;
            }

            any = true;
            end += known.Phrase.Length;
            if (last >= 100 && end < reading.Tokens.Count && reading.Tokens[end].Hash == And && reading.Known(end + 1, WordKind.Number) is { Multiplies: false, Value: >= 0 }) end++;
        }

        if (!any) return null;
        return total + current + Parts(reading, ref end);
    }

    private static double Skip(KnownPhrase known, ref int end)
    {
        end += known.Phrase.Length;
        return known.Value;
    }

    // "Two and a half", "zero point five".
    private static double Parts(Reading reading, ref int end)
    {
        if (end + 2 < reading.Tokens.Count && reading.Tokens[end].Hash == And && reading.Word(end + 1).SequenceEqual("a") && reading.Tokens[end + 2].Hash == Half)
        {
            end += 3;
            return 0.5;
        }

        if (end + 1 >= reading.Tokens.Count || reading.Tokens[end].Hash != Point) return 0;
        double value = 0, place = 0.1;
        while (reading.Known(end + 1, WordKind.Number) is { Multiplies: false, Value: >= 0 and < 10 } digit)
        {
            value += digit.Value * place;
            place /= 10;
            end++;
        }

        if (value > 0) end++;
        return value;
    }

    private static int CurrencyBefore(Reading reading, int at, out Unit unit)
    {
        for (var length = 3; length > 0; length--)
        {
            if (at < length || reading.Taken[at - length] || reading.Known(at - length, WordKind.Unit) is not { Unit: >= Unit.Cny and <= Unit.Rub } known || known.Phrase.Length != length) continue;
            unit = known.Unit;
            return at - length;
        }

        unit = Unit.None;
        return at;
    }

    private static Unit UnitAfter(Reading reading, ref int end)
    {
        var at = end;
        if (reading.SignAt(at) == '-') at++;
        if (reading.Known(at, WordKind.Unit) is { } known)
        {
            end = at + known.Phrase.Length;
            return known.Unit;
        }

        if (at >= reading.Tokens.Count || reading.Tokens[at].Kind != TokenKind.Word || Array.IndexOf(NotCounted, reading.Tokens[at].Hash) >= 0) return Unit.None;
        // "6 free visits", "3 wrong tries".
        if (reading.Known(at + 1, WordKind.Unit) is { } later && reading.Tokens[at + 1].Kind == TokenKind.Word) return later.Unit;
        return Unit.Other;
    }

    private static void ShareUnits(Reading reading)
    {
        var all = reading.Quantities;
        for (var i = all.Count - 2; i >= 0; i--)
        {
            if (all[i].Unit is Unit.None && all[i + 1].Unit is not (Unit.None or Unit.Other) && AreJoined(reading, all[i], all[i + 1])) all[i] = all[i] with { Unit = all[i + 1].Unit };
        }

        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].Unit == Unit.None && all[i - 1].Unit is >= Unit.Cny and <= Unit.Rub && AreJoined(reading, all[i - 1], all[i])) all[i] = all[i] with { Unit = all[i - 1].Unit };
        }
    }

    private static bool AreJoined(Reading reading, Quantity left, Quantity right)
    {
        var between = 0;
        foreach (var token in reading.Tokens)
        {
            if (token.Start < left.End) continue;
            if (token.Start >= right.Start) break;
            if (++between > JoinTokensMax || Array.IndexOf(Joins, token.Hash) < 0) return false;
        }

        return between > 0;
    }

    /// <summary>Notes which product each number stands beside: the one in its part of the sentence, or the last one named before.</summary>
    private static void Beside(Reading reading)
    {
        if (reading.Quantities.Count == 0) return;
        var (current, part, number) = (0, 0, 0);
        var all = reading.Quantities;
        all.Sort((left, right) => left.Start.CompareTo(right.Start));
        for (var i = 0; i <= reading.Tokens.Count; i++)
        {
            if (i == reading.Tokens.Count || Products.Parts(reading.Tokens[i]))
            {
                if (part != 0) current = part;
                var to = i == reading.Tokens.Count ? int.MaxValue : reading.Tokens[i].Start;
                for (; number < all.Count && all[number].Start < to; number++) all[number] = all[number] with { Keys = current };
                part = 0;
            }
            else if (reading.Known(i, WordKind.Key) is { } known)
            {
                part |= Products.Bit(known.Name);
                i += known.Phrase.Length - 1;
            }
        }
    }

    private static void Add(Reading reading, double value, Unit unit, int from, int to)
    {
        reading.Quantities.Add(Units.Normal(new Quantity(value, unit, reading.Tokens[from].Start, reading.Tokens[to - 1].End)));
        reading.Take(from, to);
    }
}
