/** A trade as a client sends it. */
export const sentTrade = {
  id: "T-2026-000001",
  account: "ACC-7781",
  instrument: "AAPL",
  side: "BUY",
  quantity: "100.50",
  price: "187.250",
  currency: "USD",
  timestamp: "2026-03-31T14:30:00.120Z",
};

/** The same trade in canonical form. */
export const canonicalTrade = {
  id: "T-2026-000001",
  account: "ACC-7781",
  instrument: "AAPL",
  side: "BUY",
  quantity: "100.5",
  price: "187.25",
  currency: "USD",
  timestamp: "2026-03-31T14:30:00.12Z",
};
