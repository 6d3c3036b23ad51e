namespace AnSinh.Payroll.Returns;

/// <summary>What has to happen before a payment that came back can arrive.</summary>
public enum ReturnCure
{
    /// <summary>Nothing of the payee's is wrong: the next run sends it to the same account.</summary>
    SendAgain,

    /// <summary>The account does not take it: a new one is recorded, or it is paid in cash.</summary>
    NewAccount,

    /// <summary>Somebody has to meet the person: the bank says that the payee died, or is not who was named.</summary>
    SeePerson,

    /// <summary>Not collected at the payment point.</summary>
    Collect,
}

/// <summary>Why a payment came back, and what to do, in Vietnamese and English.</summary>
public sealed record ReturnReason(string Code, ReturnCure Cure, string CauseVi, string CauseEn)
{
    public string CureVi => Cure switch
    {
        ReturnCure.SendAgain => "Chi lại vào tài khoản cũ ở kỳ sau, không cần người hưởng làm gì.",
        ReturnCure.NewAccount => "Xin tài khoản khác của người nhận (có giấy đồng ý); chưa có thì kỳ sau chi tiền mặt.",
        ReturnCure.SeePerson => "Gặp người hưởng hoặc gia đình để xác minh và ghi vào sổ; kỳ sau chỉ chi tiền mặt cho người có giấy tờ.",
        _ => "Nhắc người nhận; đi vắng hoặc đau yếu thì chi tại nhà hoặc ghi người nhận thay.",
    };

    public string CureEn => Cure switch
    {
        ReturnCure.SendAgain => "The next run sends it to the same account; the payee has nothing to do.",
        ReturnCure.NewAccount => "Ask the payee for another account (with consent); until then the next run pays in cash.",
        ReturnCure.SeePerson => "See the person or the family, find out and record it; the next run pays only in cash to who shows papers.",
        _ => "Remind the payee; who is away or ill is paid at home or names somebody to receive.",
    };
}

/// <summary>
/// Reason codes of status reports and returns (ISO 20022 external code sets, status reason and return reason) that a payment to a person can come back with. An unknown code is treated as if the
/// account did not take the money: the safe way is to pay in cash against papers.
/// </summary>
public static class ReturnReasons
{
    private static readonly Dictionary<string, ReturnReason> Known = new ReturnReason[]
    {
        new("AC01", ReturnCure.NewAccount, "Số tài khoản không đúng", "Incorrect account number"),
        new("AC02", ReturnCure.SendAgain, "Số tài khoản chi trả không đúng", "Invalid debtor account number"),
        new("AC03", ReturnCure.NewAccount, "Số tài khoản người nhận không hợp lệ", "Invalid creditor account number"),
        new("AC04", ReturnCure.NewAccount, "Tài khoản đã đóng", "Closed account"),
        new("AC06", ReturnCure.NewAccount, "Tài khoản bị phong tỏa", "Blocked account"),
        new("AC07", ReturnCure.NewAccount, "Tài khoản người nhận đã đóng", "Closed creditor account"),
        new("AC13", ReturnCure.NewAccount, "Loại tài khoản không nhận được khoản này", "Invalid account type"),
        new("AC14", ReturnCure.NewAccount, "Loại tài khoản người nhận không hợp lệ", "Invalid creditor account type"),
        new("AG01", ReturnCure.NewAccount, "Tài khoản không được phép nhận loại giao dịch này", "Transaction forbidden on this account"),
        new("AG02", ReturnCure.SendAgain, "Mã giao dịch không hợp lệ", "Invalid bank operation code"),
        new("AM01", ReturnCure.SendAgain, "Số tiền bằng không", "Zero amount"),
        new("AM02", ReturnCure.NewAccount, "Vượt số tiền tài khoản được nhận", "Amount above what the account may take"),
        new("AM04", ReturnCure.SendAgain, "Tài khoản chi trả không đủ tiền", "Insufficient funds on the paying account"),
        new("AM05", ReturnCure.SendAgain, "Ngân hàng cho là trùng", "Taken for a duplicate"),
        new("AM09", ReturnCure.SendAgain, "Sai số tiền", "Wrong amount"),
        new("BE01", ReturnCure.SeePerson, "Tên không khớp với chủ tài khoản", "Name does not match the account"),
        new("BE04", ReturnCure.SeePerson, "Thiếu hoặc sai địa chỉ người nhận", "Missing or wrong creditor address"),
        new("BE05", ReturnCure.SendAgain, "Ngân hàng không nhận ra đơn vị chi trả", "Unrecognised initiating party"),
        new("BE06", ReturnCure.SeePerson, "Ngân hàng không biết khách hàng này", "Unknown end customer"),
        new("CNOR", ReturnCure.NewAccount, "Ngân hàng người nhận không tham gia", "Creditor bank is not registered"),
        new("CURR", ReturnCure.NewAccount, "Tài khoản không phải tiền đồng", "The account is in another currency"),
        new("CUST", ReturnCure.SeePerson, "Khách hàng yêu cầu trả lại", "Returned at the customer's request"),
        new("DUPL", ReturnCure.SendAgain, "Ngân hàng cho là trùng", "Taken for a duplicate"),
        new("ED05", ReturnCure.SendAgain, "Không quyết toán được giữa các ngân hàng", "Settlement between banks failed"),
        new("FF01", ReturnCure.SendAgain, "Sai định dạng tệp", "Invalid file format"),
        new("FOCR", ReturnCure.SendAgain, "Trả lại theo đề nghị hoàn trả của đơn vị chi trả", "Returned following a recall"),
        new("FR01", ReturnCure.SeePerson, "Nghi gian lận", "Fraud suspected"),
        new("MD07", ReturnCure.SeePerson, "Ngân hàng báo người nhận đã chết", "The bank says that the customer is deceased"),
        new("MS02", ReturnCure.SeePerson, "Người nhận từ chối, không nêu lý do", "Refused by the customer, no reason given"),
        new("MS03", ReturnCure.SendAgain, "Ngân hàng không nêu lý do", "The bank gives no reason"),
        new("NARR", ReturnCure.SeePerson, "Lý do ghi bằng lời", "Reason given in words"),
        new("NOAS", ReturnCure.Collect, "Người nhận không trả lời", "No answer from the customer"),
        new("RC01", ReturnCure.NewAccount, "Mã ngân hàng không đúng", "Incorrect bank identifier"),
        new("RC03", ReturnCure.SendAgain, "Mã ngân hàng chi trả không đúng", "Invalid debtor bank identifier"),
        new("RC04", ReturnCure.NewAccount, "Mã ngân hàng người nhận không đúng", "Invalid creditor bank identifier"),
        new("RR01", ReturnCure.SendAgain, "Thiếu thông tin tài khoản chi trả", "Debtor account or identification is missing"),
        new("RR03", ReturnCure.SeePerson, "Thiếu tên hoặc địa chỉ người nhận", "Creditor name or address is missing"),
        new("RR04", ReturnCure.SeePerson, "Lý do theo quy định quản lý", "Regulatory reason"),
        new("SL11", ReturnCure.NewAccount, "Người nhận không có trong danh sách được nhận của tài khoản", "Creditor is not on the list of those allowed"),
        new("TM01", ReturnCure.SendAgain, "Gửi sau giờ nhận lệnh", "Received after the cut-off time"),
        new("UPAY", ReturnCure.NewAccount, "Ngân hàng cho là không được chi", "Undue payment, says the bank"),
        new("uncollected", ReturnCure.Collect, "Không đến nhận tiền mặt", "Not collected in cash"),
    }.ToDictionary(reason => reason.Code, StringComparer.Ordinal);

    public static IEnumerable<ReturnReason> All => Known.Values;

    public static ReturnReason Of(string code) => Known.GetValueOrDefault(code)
        ?? new ReturnReason(code, ReturnCure.NewAccount, code.Length == 0 ? "Ngân hàng không nêu mã lý do" : $"Mã lý do {code} chưa biết", code.Length == 0 ? "The bank gives no reason code" : $"Unknown reason code {code}");
}
