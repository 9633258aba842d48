/** Records that replication replaced by others of the same key. */
export const OVERWRITTEN_RECORDS = "OverwrittenRecords";
/** Records of the other region that came here later than half a minute after they were taken. */
export const LATE_RECORDS = "LateRecords";
