using System.Buffers;

namespace Cardline.Bot.Model.Checking;

/// <summary>
/// Where a link may lead: to a host on the bank's list, over https and with nothing that could carry words out; or to what a passage links to, if that is a telephone
/// number, a mail or a page of a host on the list. An address that is only named follows the same list: what an article says of others is served word for word.
/// </summary>
internal static class LinkRules
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("?#@\\%:");
    private static readonly SearchValues<char> HostEnd = SearchValues.Create("/?#:");

    internal static string? Fault(List<string> targets, List<string> addresses, HashSet<string> hosts, PreparedScope scope)
    {
        foreach (var target in targets)
        {
            if (!(Stands(target, scope) && IsOurs(target, hosts)) && !IsListed(target, hosts)) return target;
        }

        return addresses.Find(address => !IsOurs(address, hosts));
    }

    /// <summary>A telephone number or a mail is no page; whether it may be said is up to the passages.</summary>
    private static bool IsOurs(string address, HashSet<string> hosts)
    {
        if (address.StartsWith("tel:", StringComparison.Ordinal)) return true;
        var start = address.IndexOf("//", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 2 : 0;
        var end = address.AsSpan(start).IndexOfAny(HostEnd);
        var host = end < 0 ? address.AsSpan(start) : address.AsSpan(start, end);
        return (start == 0 && host.Contains('@')) || hosts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host);
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
