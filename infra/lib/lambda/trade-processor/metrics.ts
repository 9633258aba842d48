/** Of the metrics that the functions of the trading system publish. */
export const TRADING_NAMESPACE = "Trading/Records";
