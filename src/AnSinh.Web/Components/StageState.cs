namespace AnSinh.Web.Components;

public enum StageState
{
    Ahead,
    Now,
    Done,
}
