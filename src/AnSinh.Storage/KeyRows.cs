namespace AnSinh.Storage;

/// <summary>A column of <see cref="KeyRows"/>.</summary>
/// <param name="Name">As the query names it.</param>
/// <param name="Values">One for each row: long[], string[] or byte[][].</param>
public sealed record KeyColumn(string Name, Array Values);

/// <summary>
/// Keys of many rows as a table in a query, so that one question asks about all of them instead of one each. Beside the columns given it has <c>place</c>, which grows row by row.
/// </summary>
/// <param name="Sql">Stands in a query where a table may: <c>from {keys.Sql} join person p on ...</c>.</param>
/// <param name="Parameters">What the query must be given.</param>
public sealed record KeyRows(string Sql, (string Name, object? Value)[] Parameters);
