namespace Cardline.TestKit.Redis;

/// <summary>How the kit's own connections sign in.</summary>
/// <param name="User">Null for the user <c>default</c>.</param>
/// <param name="Password">The password in clear.</param>
public sealed record RedisLogin(string? User, string Password);
