using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Agents;

/// <summary>An account that was just made or reset, with the password that is shown once.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Password">The random password; only its hash is kept.</param>
public sealed record NewAgentPassword(string Name, string Password);

/// <summary>A name cannot be used for an account (HND011); the message says why.</summary>
/// <param name="message">What to do instead.</param>
public sealed class AgentNameException(string message) : Exception(message);

/// <summary>The local accounts of agents: made, reset and listed by the host's commands, checked at sign-in.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class AgentAccounts(IAgentStore store)
{
    /// <summary>Most characters of a name.</summary>
    public const int NameCharsMax = 40;

    /// <summary>Most characters of a password looked at.</summary>
    public const int PasswordCharsMax = 200;

    private const int PasswordChars = 20;
    private const int HashIterations = 210_000;
    private const string FirstName = "Lin";

    // Without letters and digits that look alike.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRSTUVWXYZ2345679";

    private readonly PasswordHasher<AgentAccount> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = HashIterations }));
    private readonly Lazy<string> _nobodysHash = new(() => new PasswordHasher<AgentAccount>(
        Options.Create(new PasswordHasherOptions { IterationCount = HashIterations })).HashPassword(null!, RandomNumberGenerator.GetHexString(PasswordChars)));

    /// <summary>Makes the account <c>Lin</c> (a name, because cardholders read it) when there is no account at all, so that the first run works without any setting.</summary>
    /// <returns>Its name and password, to be shown once on the console; null when there are accounts, or when another node has just made it.</returns>
    public async Task<NewAgentPassword?> EnsureFirstAccountAsync(CancellationToken cancel) =>
        (await store.ListAsync(cancel)).Count > 0 ? null : await TryAddNewAsync(FirstName, cancel);

    /// <summary>Makes an account with a random password.</summary>
    /// <exception cref="AgentNameException">The name is not allowed or taken.</exception>
    public async Task<NewAgentPassword> AddAsync(string name, CancellationToken cancel)
    {
        var made = await store.FindAsync(IdOf(Checked(name)), cancel) is null ? await TryAddNewAsync(name, cancel) : null;
        return made ?? throw new AgentNameException($"HND011 There is an account {IdOf(name)} already; use reset for a new password.");
    }

    /// <summary>Gives an account a new random password; those who are signed in with the old one are signed out.</summary>
    /// <exception cref="AgentNameException">There is no such account.</exception>
    public async Task<NewAgentPassword> ResetAsync(string name, CancellationToken cancel)
    {
        var account = await store.FindAsync(IdOf(Checked(name)), cancel) ?? throw new AgentNameException($"HND011 There is no account {IdOf(name)}; add it first.");
        var (fresh, password) = Make(account.Name);
        await store.SaveAsync(fresh, cancel);
        return new NewAgentPassword(fresh.Name, password);
    }

    /// <summary>Lists the names of all accounts.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) => [.. (await store.ListAsync(cancel)).Select(account => account.Name)];

    /// <summary>Checks a name and a password.</summary>
    /// <returns>The account; null when either is wrong, after the same time.</returns>
    internal async Task<AgentAccount?> VerifyAsync(string name, string password, CancellationToken cancel)
    {
        var account = name.Length is 0 or > NameCharsMax ? null : await store.FindAsync(IdOf(name), cancel);
        var result = _hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? _nobodysHash.Value, password.Length > PasswordCharsMax ? string.Empty : password);
        return account is not null && result != PasswordVerificationResult.Failed ? account : null;
    }

    /// <summary>Reads an account by its id.</summary>
    internal Task<AgentAccount?> FindAsync(string id, CancellationToken cancel) => store.FindAsync(id, cancel);

    /// <summary>Folds a name to an id.</summary>
    internal static string IdOf(string name)
    {
        try
        {
            return name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair cannot be normalised and belongs to no account.
            return string.Empty;
        }
    }

    private async Task<NewAgentPassword?> TryAddNewAsync(string name, CancellationToken cancel)
    {
        var (account, password) = Make(name);
        return await store.TryAddAsync(account, cancel) ? new NewAgentPassword(account.Name, password) : null;
    }

    private (AgentAccount Account, string Password) Make(string name)
    {
        var password = RandomNumberGenerator.GetString(Alphabet, PasswordChars);
        var shown = name.Trim().Normalize(NormalizationForm.FormKC);
        var account = new AgentAccount(IdOf(name), shown, string.Empty, RandomNumberGenerator.GetHexString(32));
        return (account with { PasswordHash = _hasher.HashPassword(account, password) }, password);
    }

    private static string Checked(string name)
    {
        var trimmed = name.Trim();
        var fits = trimmed.Length is > 0 and <= NameCharsMax && trimmed.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ');
        return fits ? trimmed : throw new AgentNameException($"HND011 A name has 1 to {NameCharsMax} letters, digits, dots, dashes or spaces.");
    }
}
