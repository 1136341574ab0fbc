"""依申请公开台账: every application once; deadlines, its place in tables 三 and 四, what contradicts itself."""
