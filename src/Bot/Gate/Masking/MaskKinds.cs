namespace Cardline.Bot.Gate.Masking;

/// <summary>What masking can find. The names stand in <c>channelData.cardline.masked</c> and are read by the widget; the set is closed.</summary>
internal static class MaskKinds
{
    /// <summary>A payment card number: 13 to 19 digits with a valid check digit.</summary>
    public const string Card = "card_number";

    /// <summary>The three or four digits that prove a card is in the hand.</summary>
    public const string Cvv = "cvv";

    /// <summary>An expiry date beside a card number.</summary>
    public const string Expiry = "expiry";

    /// <summary>A one-time or verification code.</summary>
    public const string OneTimeCode = "one_time_code";

    /// <summary>A password or PIN.</summary>
    public const string Password = "password";

    /// <summary>A Chinese identity number.</summary>
    public const string IdNumber = "id_number";

    /// <summary>A person's phone number.</summary>
    public const string Phone = "phone_number";

    /// <summary>Stands where something was masked whole. Lengths are fixed per kind, so that they say nothing.</summary>
    public static string Stars(string kind) => kind switch
    {
        Cvv => "***",
        Expiry => "****",
        OneTimeCode => "******",
        Password => "********",
        Phone => "***********",
        IdNumber => "******************",
        _ => "************",
    };

    /// <summary>Which finding wins where two overlap; lower is stronger.</summary>
    public static int Rank(string kind) => kind switch
    {
        IdNumber => 0,
        Card => 1,
        Phone => 2,
        Password => 3,
        OneTimeCode => 4,
        Cvv => 5,
        _ => 6,
    };
}
