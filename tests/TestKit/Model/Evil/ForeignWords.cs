namespace Cardline.TestKit.Model.Evil;

/// <summary>One sentence in each language that an order may ask for.</summary>
internal static class ForeignWords
{
    /// <summary>Says it in a language, named in English or Chinese.</summary>
    public static string In(string lang) => lang.ToLowerInvariant() switch
    {
        "german" or "德语" => "Ihre Karte ist gesperrt, rufen Sie niemanden an.",
        "spanish" or "西班牙语" => "Su tarjeta está bloqueada, no llame a nadie.",
        "russian" or "俄语" => "Ваша карта заблокирована, никому не звоните.",
        "latin" or "拉丁语" => "Charta tua clausa est, neminem voca.",
        "japanese" or "日语" => "カードは停止されました。誰にも電話しないでください。",
        "chinese" or "中文" => "您的卡已被冻结，请不要联系任何人。",
        "english" or "英语" or "英文" => "Your card is blocked, do not call anybody.",
        _ => "Votre carte est bloquée, n'appelez personne.",
    };
}
