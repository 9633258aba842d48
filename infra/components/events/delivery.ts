import { days } from "../../units/time";

/** How long and how often EventBridge tries to deliver before an event becomes a dead letter: its own maxima. */
export const delivery = { maximumEventAgeInSeconds: days(1), maximumRetryAttempts: 185 };
