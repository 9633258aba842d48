export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
