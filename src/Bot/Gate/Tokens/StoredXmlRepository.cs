using System.Globalization;
using System.Xml.Linq;
using Cardline.Bot.Conversations;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Keeps the keys that protect cookies in the store, so that all nodes share them and a restart logs nobody out.</summary>
/// <remarks>
/// Nodes that start at once on an empty store each make a key, because none has seen the other's. With two keys a cookie of one node
/// would be refused by another for up to a day, until it reads the keys again. So keys are numbered: whoever saw the same
/// keys tries the same number, one node wins, and the others, which read again after making a key, use the winner's. The interface is
/// not asynchronous. It is called a few times a day, so blocking a thread there is bearable.
/// </remarks>
internal sealed class StoredXmlRepository(IStateStore store) : IXmlRepository
{
    private const string IdPrefix = "cookie-";
    private const string KeyPrefix = IdPrefix + "key-";

    private int? lastNumberSeen;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var stored = store.ListAsync(SigningKeys.Kind, CancellationToken.None).GetAwaiter().GetResult()
            .Where(pair => pair.Key.StartsWith(IdPrefix, StringComparison.Ordinal)).ToList();
        lastNumberSeen = stored.Select(pair => NumberOf(pair.Key)).DefaultIfEmpty(0).Max();
        return [.. stored.Select(pair => XElement.Parse(pair.Value))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var text = element.ToString(SaveOptions.DisableFormatting);
        if (element.Name.LocalName != "key")
        {
            // A revocation must stand, whoever else writes one.
            store.PutAsync(SigningKeys.Kind, IdPrefix + friendlyName, text, CancellationToken.None).GetAwaiter().GetResult();
            return;
        }

        if (lastNumberSeen is null)
        {
            GetAllElements();
        }

        // False means that another node made the next key first. What stands in the store counts, not what was made here.
        var id = KeyPrefix + (lastNumberSeen!.Value + 1).ToString("D8", CultureInfo.InvariantCulture);
        store.TryAddAsync(SigningKeys.Kind, id, text, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Keys of earlier versions have names instead of numbers; they count as none.</summary>
    private static int NumberOf(string id) =>
        id.StartsWith(KeyPrefix, StringComparison.Ordinal) && int.TryParse(id.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
