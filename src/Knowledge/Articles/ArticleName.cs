using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Articles;

/// <summary>What a file name says: <c>fee.annual.gold.zh-Hans@2027-01-01.md</c> is an id, a language and the first day in force.</summary>
internal sealed partial record ArticleName(string Id, string Lang, DateOnly From)
{
    internal const string Pattern = "<id>.<lang>.md or <id>.<lang>@YYYY-MM-DD.md, with lang en or zh-Hans";

    internal static ArticleName? Read(string file, ICollection<Finding> findings)
    {
        var name = Path.GetFileName(file);
        var match = Form().Match(name);
        if (!match.Success || !Languages.IsKnown(match.Groups["lang"].Value))
        {
            findings.Add(Finding.Error(FindingNumber.NameMismatch, new Place(file), $"The file name \"{name}\" does not say which article and language it is.", $"Name the file {Pattern}."));
            return null;
        }

        var from = DateOnly.MinValue;
        if (match.Groups["date"] is { Success: true } date)
        {
            if (Dates.Parse(date.Value) is not { } parsed)
            {
                findings.Add(Finding.Error(FindingNumber.BadDate, new Place(file), $"\"{date.Value}\" in the file name is not a date.", Dates.Mend));
                return null;
            }

            from = parsed;
        }

        return new ArticleName(match.Groups["id"].Value, match.Groups["lang"].Value, from);
    }

    internal static bool IsId(string text) => IdForm().IsMatch(text);

    [GeneratedRegex(@"\A(?<id>[^@]+)\.(?<lang>[A-Za-z-]+)(@(?<date>[^@]*))?\.md\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdForm();
}
