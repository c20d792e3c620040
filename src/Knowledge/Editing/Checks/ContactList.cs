using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>The bank's telephone numbers and addresses: what facts.yml lists with the units phone, url and email.</summary>
internal sealed class ContactList
{
    private readonly Dictionary<string, string> phones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> addresses = new(StringComparer.OrdinalIgnoreCase);

    internal ContactList(FactTable facts)
    {
        foreach (var name in facts.Names.Order(StringComparer.Ordinal))
        {
            foreach (var value in facts.Values(name))
            {
                if (value.Unit == FactUnit.Phone) Add(phones, name, Digits(value.English), Digits(value.Chinese));
                else if (value.Unit is FactUnit.Url or FactUnit.Email) Add(addresses, name, Bare(value.English), Bare(value.Chinese));
            }
        }
    }

    /// <summary>Gets the listed numbers as digits alone.</summary>
    internal IReadOnlyCollection<string> Phones => phones.Keys;

    /// <returns>The fact that lists this number, or null.</returns>
    internal string? OfPhone(string number) => phones.GetValueOrDefault(Digits(number));

    /// <returns>The fact that lists this address or one above it, or null.</returns>
    internal string? OfAddress(string address)
    {
        var bare = Bare(address);
        if (addresses.TryGetValue(bare, out var exact)) return exact;
        // A page below a listed one belongs to the bank too; the slash keeps bank.example.evil from being below bank.example.
        return addresses.Where(pair => !pair.Key.Contains('@', StringComparison.Ordinal) && bare.StartsWith(pair.Key + "/", StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Value).FirstOrDefault();
    }

    // One number is written +86 21 ..., 0086 21 ... and 021-...; without the country and the leading naught they are the same.
    private static string Digits(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        var isAbroad = number.TrimStart().StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = digits.TrimStart('0');
        return isAbroad && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..].TrimStart('0') : digits;
    }

    private static string Bare(string address)
    {
        foreach (var scheme in (string[])["https://", "http://", "mailto:"])
        {
            if (address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) address = address[scheme.Length..];
        }

        var end = address.IndexOfAny(['?', '#']);
        address = (end < 0 ? address : address[..end]).TrimEnd('/');
        return address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address[4..] : address;
    }

    private static void Add(Dictionary<string, string> list, string name, params string[] values)
    {
        foreach (var value in values.Where(value => value.Length > 0)) list.TryAdd(value, name);
    }
}
