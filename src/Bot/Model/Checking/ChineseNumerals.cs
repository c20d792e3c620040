namespace Cardline.Bot.Model.Checking;

/// <summary>Reads numbers in Chinese characters, also the financial ones, mixed with figures ("2万5千"), and the short way of speaking ("两万三").</summary>
internal static class ChineseNumerals
{
    private const string Digits = "零一二三四五六七八九";
    private const string FinancialDigits = "零壹贰叁肆伍陆柒捌玖";

    /// <summary>No number is written with more characters than this.</summary>
    private const int SignsMax = 24;

    /// <summary>Reads the number that begins at a token, in characters or in figures, or both.</summary>
    /// <param name="reading">The text.</param>
    /// <param name="at">The token.</param>
    /// <param name="end">The token after it.</param>
    /// <returns>Null when none begins there.</returns>
    internal static double? Read(Reading reading, int at, out int end)
    {
        end = at;
        double total = 0, section = 0, digit = 0;
        var (lastUnit, hasDigit, zero) = (0d, false, false);
        for (; end - at < SignsMax; end++)
        {
            if (reading.IsNumber(end))
            {
                if (hasDigit) break;
                (digit, hasDigit) = (reading.Tokens[end].Value, true);
                continue;
            }

            var sign = reading.SignAt(end);
            if (DigitOf(sign) is >= 0 and var value)
            {
                // Figures in a row, as in a year.
                digit = hasDigit ? (digit * 10) + value : value;
                hasDigit = true;
                zero |= value == 0;
                continue;
            }

            var unit = UnitOf(sign);
            if (unit == 0) break;
            if (unit < 0) (section, lastUnit) = (section - unit, 10);
            else if (unit >= 10_000)
            {
                total = (total + section + digit) * unit;
                (section, lastUnit) = (0, unit);
            }
            else
            {
                section += (hasDigit ? digit : 1) * unit;
                lastUnit = unit;
            }

            (digit, hasDigit, zero) = (0, false, false);
        }

        if (end == at) return null;
        // "两万三" is 23,000: the last digit counts tenths of the unit before it.
        if (hasDigit && !zero && lastUnit >= 100 && digit is > 0 and < 10 && !reading.IsNumber(end - 1)) digit *= lastUnit / 10;
        var whole = total + section + digit;
        return reading.SignAt(end) == '点' && DigitOf(reading.SignAt(end + 1)) >= 0 && !reading.IsNumber(end - 1) ? whole + Decimals(reading, ref end) : whole;
    }

    internal static int DigitOf(char sign) => sign switch
    {
        '两' or '俩' => 2,
        '仨' => 3,
        '\0' => -1,
        _ => Math.Max(Digits.IndexOf(sign, StringComparison.Ordinal), FinancialDigits.IndexOf(sign, StringComparison.Ordinal)),
    };

    /// <summary>Tens, hundreds and so on; less than 0 for a character that is so many tens by itself.</summary>
    internal static double UnitOf(char sign) => sign switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '廿' => -20,
        '卅' => -30,
        _ => 0,
    };

    private static double Decimals(Reading reading, ref int end)
    {
        double value = 0, place = 0.1;
        for (end++; DigitOf(reading.SignAt(end)) is >= 0 and var digit; end++)
        {
            value += digit * place;
            place /= 10;
        }

        return value;
    }
}
