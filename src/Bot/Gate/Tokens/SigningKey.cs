using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>One key as it stands in the store.</summary>
/// <param name="Number">From 1, dense: two nodes that rotate at once try to add the same number, and one of them wins.</param>
/// <param name="Secret">32 random bytes in base64.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record SigningKey(int Number, string Secret, DateTimeOffset CreatedAt)
{
    /// <summary>Ids of signing keys among the values of kind <c>key</c>.</summary>
    public const string IdPrefix = "token-";

    /// <summary>Gets the id in the store and in the header of what it signed.</summary>
    public string Id => IdPrefix + Number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Makes a new key.</summary>
    public static SigningKey Make(int number, DateTimeOffset now) =>
        new(number, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), now);

    /// <summary>Reads a stored key.</summary>
    /// <exception cref="InvalidOperationException">The store holds something else under a key's id; nobody could be signed in with it.</exception>
    public static SigningKey Read(string id, string value)
    {
        try
        {
            return JsonSerializer.Deserialize<SigningKey>(value) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The stored signing key {id} cannot be read ({value.Length} characters).", e);
        }
    }

    /// <summary>The stored form.</summary>
    public string Write() => JsonSerializer.Serialize(this);
}
