/** How every SDK client here waits and retries: three tries of at most 1.5 s each, inside the limit of the request. */
export const clientSettings = {
  maxAttempts: 3,
  retryMode: "standard",
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
};
