using System.Buffers;

namespace Cardline.Bot.Model.Checking;

/// <summary>Where a link may lead: to a host on the bank's list, over https and with nothing that could carry words out; or to what a passage links to.</summary>
internal static class LinkRules
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("?#@\\%:");

    internal static string? Fault(List<string> targets, HashSet<string> hosts, PreparedScope scope)
    {
        foreach (var target in targets)
        {
            if (!Stands(target, scope) && !IsListed(target, hosts)) return target;
        }

        return null;
    }

    private static bool Stands(string target, PreparedScope scope)
    {
        var isPhone = target.StartsWith("tel:", StringComparison.Ordinal);
        var bare = isPhone ? string.Concat(target.Where(sign => char.IsAsciiDigit(sign) || sign == '+')) : target.Replace("mailto:", string.Empty, StringComparison.Ordinal);
        return Array.Exists(scope.Passages, passage => isPhone ? passage.Phones.Contains(bare) : passage.Addresses.Contains(bare) || passage.Addresses.Contains(target));
    }

    private static bool IsListed(string target, HashSet<string> hosts)
    {
        const string Scheme = "https://";
        if (!target.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var slash = target.IndexOf('/', Scheme.Length);
        var host = slash < 0 ? target[Scheme.Length..] : target[Scheme.Length..slash];
        // A query could carry the cardholder's words to whoever reads the logs of that host.
        return hosts.Contains(host) && target.AsSpan(Scheme.Length).IndexOfAny(Refused) < 0;
    }
}
