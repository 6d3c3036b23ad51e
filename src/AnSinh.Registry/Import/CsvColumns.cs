namespace AnSinh.Registry;

/// <summary>A column of an import file, with what is expected in it.</summary>
public sealed record CsvColumn(string Name, bool Required, string Vietnamese, string English, bool Secret = false);

/// <summary>A kind of import file. Files are read in the order of <see cref="All"/>; each may refer to what those before it brought.</summary>
public sealed record CsvLayout(string FileName, IReadOnlyList<CsvColumn> Columns)
{
    public static readonly CsvLayout Households = new("households.csv",
    [
        new("household", true, "Mã hộ, duy nhất trong sổ: chữ, số, dấu - . _ (tối đa 40)", "Household id, unique in the register: letters, digits, - . _ (at most 40)"),
        new("commune", true, "Mã xã 5 chữ số (xã đã sáp nhập được chuyển sang xã mới)", "Commune code, 5 digits (merged communes are mapped to the new one)"),
        new("village", false, "Thôn, tổ dân phố", "Village or residential group"),
        new("from", false, "Ở đây từ ngày (yyyy-MM-dd); trống: từ trước tới nay", "Lives here from (yyyy-MM-dd); empty: always"),
    ]);

    public static readonly CsvLayout Persons = new("persons.csv",
    [
        new("number", true, "Số định danh 12 chữ số, hoặc số tạm T + 10 chữ số", "12-digit identification number, or provisional number T + 10 digits", Secret: true),
        new("full_name", true, "Họ và tên", "Full name"),
        new("born", true, "Ngày sinh yyyy-MM-dd; chỉ biết tháng: yyyy-MM; chỉ biết năm: yyyy", "Born yyyy-MM-dd; month only: yyyy-MM; year only: yyyy"),
        new("sex", true, "male (nam) hoặc female (nữ)", "male or female"),
        new("died", false, "Ngày chết yyyy-MM-dd", "Died yyyy-MM-dd"),
        new("household", true, "Mã hộ (trong households.csv hoặc đã có trong sổ)", "Household id (of households.csv or already registered)"),
        new("relation", false, "Quan hệ với chủ hộ, ví dụ head, spouse, child", "Relation to the head, for example head, spouse, child"),
        new("member_from", false, "Là thành viên từ ngày; trống: từ trước tới nay", "Member from; empty: always"),
        new("member_to", false, "Là thành viên đến hết ngày; trống: không hạn", "Member to, last day; empty: open"),
        new("ethnic_group", false, "Dân tộc", "Ethnic group"),
    ]);

    public static readonly CsvLayout Facts = new("facts.csv",
    [
        new("subject", true, "Số của người, hoặc mã hộ với thông tin của hộ", "A person's number, or a household id for facts of households", Secret: true),
        new("code", true, "Mã thông tin theo law/vn/facts.yaml", "Code of the fact in law/vn/facts.yaml"),
        new("value", false, "Giá trị; số nguyên không dấu phân cách; người: số của người đó; trống: rút lại", "Value; integers without separators; a person: that person's number; empty: withdrawn", Secret: true),
        new("from", false, "Đúng từ ngày", "Holds from"),
        new("to", false, "Đúng đến hết ngày", "Holds to, last day"),
        new("source", false, "Mã nguồn theo law/vn/facts.yaml", "Code of the source in law/vn/facts.yaml"),
        new("evidence", false, "Giấy tờ", "Papers"),
    ]);

    public static readonly CsvLayout Awards = new("awards.csv",
    [
        new("number", true, "Số của người hưởng", "The person's number", Secret: true),
        new("benefit", true, "Mã chính sách theo law/vn/benefits.yaml", "Id of the benefit in law/vn/benefits.yaml"),
        new("decision_number", true, "Số quyết định", "Decision number"),
        new("decided", true, "Ngày quyết định", "Day of the decision"),
        new("applied", false, "Ngày nhận hồ sơ", "Day of the application"),
        new("certificate", false, "Ngày giấy xác nhận khuyết tật", "Day of the disability certificate"),
        new("from", true, "Tháng đầu tiên của trạng thái này, yyyy-MM", "First month in this state, yyyy-MM"),
        new("to", false, "Tháng cuối cùng, yyyy-MM", "Last month, yyyy-MM"),
        new("state", false, "granted (mặc định), suspended, resumed, ended, refused", "granted (default), suspended, resumed, ended, refused"),
        new("reason", false, "Lý do", "Reason"),
        new("place", false, "Mã xã ra quyết định; trống: xã đang cư trú", "Commune that decided; empty: commune of residence"),
    ]);

    public static readonly CsvLayout Accounts = new("accounts.csv",
    [
        new("number", true, "Số của người nhận tiền", "The payee's number", Secret: true),
        new("bank", true, "Mã hoặc BIN của ngân hàng", "Code or BIN of the bank"),
        new("account", true, "Số tài khoản, không dấu cách", "Account number without spaces", Secret: true),
        new("holder", true, "Tên chủ tài khoản", "Account holder"),
        new("consent", false, "Ngày đồng ý nhận qua tài khoản", "Day of consent"),
        new("from", false, "Dùng từ ngày", "Used from"),
    ]);

    public static readonly CsvLayout Coverage = new("coverage.csv",
    [
        new("source", true, "Mã nguồn theo law/vn/facts.yaml", "Code of the source in law/vn/facts.yaml"),
        new("commune", true, "Mã xã 5 chữ số hoặc mã tỉnh 2 chữ số", "Commune code (5 digits) or province code (2)"),
        new("as_of", true, "Nguồn đã khai đủ đến ngày", "The source is complete up to this day"),
    ]);

    public static readonly IReadOnlyList<CsvLayout> All = [Households, Persons, Facts, Awards, Accounts, Coverage];

    public string Header => string.Join(',', Columns.Select(column => column.Name));
}
