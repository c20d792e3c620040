using System.Xml.Linq;
using Cardline.Bot.Conversations;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>Keeps the keys that protect cookies in the store, so that all nodes share them and a restart logs nobody out.</summary>
/// <remarks>The interface is not asynchronous. It is called a few times a day, so blocking a thread there is bearable.</remarks>
internal sealed class StoredXmlRepository(IStateStore store) : IXmlRepository
{
    private const string IdPrefix = "cookie-";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.ListAsync(SigningKeys.Kind, CancellationToken.None).GetAwaiter().GetResult()
            .Where(pair => pair.Key.StartsWith(IdPrefix, StringComparison.Ordinal))
            .Select(pair => XElement.Parse(pair.Value))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.PutAsync(SigningKeys.Kind, IdPrefix + friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
            .GetAwaiter().GetResult();
}
