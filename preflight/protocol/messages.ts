import type { JsonObject } from "../graph";

/**
 * The messages of `pulumi/*.proto` that are used here, with the fields that are. Their meaning stands in those files. A field that
 * was not sent is its type's zero; null where the protocol tells absence from zero.
 */
export interface Messages {
  readonly Alias: Alias;
  readonly AnalyzeDiagnostic: AnalyzeDiagnostic;
  readonly AnalyzeRequest: AnalyzeRequest;
  readonly AnalyzeResponse: AnalyzeResponse;
  readonly AnalyzeStackRequest: AnalyzeStackRequest;
  readonly AnalyzerHandshakeRequest: AnalyzerHandshakeRequest;
  readonly AnalyzerInfo: AnalyzerInfo;
  readonly AnalyzerPropertyDependencies: Urns;
  readonly AnalyzerProviderResource: AnalyzerProviderResource;
  readonly AnalyzerResource: AnalyzerResource;
  readonly AnalyzerResourceOptions: AnalyzerResourceOptions;
  readonly AnalyzerStackConfigureRequest: AnalyzerStackConfigureRequest;
  readonly Callback: Callback;
  readonly CallbackInvokeRequest: CallbackInvokeRequest;
  readonly CallbackInvokeResponse: CallbackInvokeResponse;
  readonly CallResponse: Returned;
  readonly ConfigureAnalyzerRequest: ConfigureAnalyzerRequest;
  readonly DeploymentInfo: DeploymentInfo;
  readonly GetRootResourceResponse: Named;
  readonly LogRequest: LogRequest;
  readonly Parameterization: Parameterization;
  readonly PolicyConfig: PolicyConfig;
  readonly PolicyConfigSchema: PolicyConfigSchema;
  readonly PolicyInfo: PolicyInfo;
  readonly PolicyNotApplicable: PolicyNotApplicable;
  readonly ReadResourceRequest: ReadResourceRequest;
  readonly ReadResourceResponse: ReadResourceResponse;
  readonly RegisterPackageRequest: RegisterPackageRequest;
  readonly RegisterPackageResponse: RegisterPackageResponse;
  readonly RegisterResourceHookRequest: RegisterResourceHookRequest;
  readonly RegisterResourceOutputsRequest: RegisterResourceOutputsRequest;
  readonly RegisterResourceRequest: RegisterResourceRequest;
  readonly RegisterResourceResponse: RegisterResourceResponse;
  readonly RemediateResponse: RemediateResponse;
  readonly Remediation: Remediation;
  readonly RequirePulumiVersionRequest: RequirePulumiVersionRequest;
  readonly ResourceCallRequest: ResourceCallRequest;
  readonly ResourceHookRequest: ResourceHookRequest;
  readonly ResourceHookResponse: ResourceHookResponse;
  readonly ResourceInvokeRequest: ResourceInvokeRequest;
  readonly ResourceInvokeResponse: Returned;
  readonly SetRootResourceRequest: Named;
  readonly SourcePosition: SourcePosition;
  readonly StackFrame: StackFrame;
  readonly StackTrace: StackTrace;
  readonly SupportsFeatureRequest: SupportsFeatureRequest;
  readonly SupportsFeatureResponse: SupportsFeatureResponse;
  readonly TransformInvokeOptions: TransformInvokeOptions;
  readonly TransformInvokeRequest: TransformInvokeRequest;
  readonly TransformInvokeResponse: TransformInvokeResponse;
  readonly TransformRequest: TransformRequest;
  readonly TransformResourceOptions: TransformResourceOptions;
  readonly TransformResponse: TransformResponse;
}

/** A message on its way out: what is left out is not sent. */
export type Sent<Message> = { readonly [Field in keyof Message]?: Message[Field] | undefined };

type Texts = readonly string[];
type Dictionary<Value> = Readonly<Record<string, Value>>;

/** Goes through as it came. */
export interface Opaque {
  readonly opaque: never;
}

export interface Alias {
  /** Null where `spec` is there, and the other way round. */
  readonly urn: string | null;
  readonly spec: {
    readonly name: string;
    readonly type: string;
    readonly stack: string;
    readonly project: string;
    readonly parentUrn: string | null;
    readonly noParent: boolean | null;
  } | null;
}

export interface Callback {
  readonly target: string;
  readonly token: string;
}

export interface CallbackInvokeRequest {
  readonly token: string;
  readonly request: Uint8Array;
}

export interface CallbackInvokeResponse {
  readonly response: Uint8Array;
}

export interface SourcePosition {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

export interface StackFrame {
  readonly pc: SourcePosition | null;
}

export interface StackTrace {
  readonly frames: readonly StackFrame[];
}

/** A request that says where it was made. */
export interface Positioned {
  readonly sourcePosition: SourcePosition | null;
  readonly stackTrace: StackTrace | null;
}

interface Urns {
  readonly urns: Texts;
}

interface Named {
  readonly urn: string;
}

/** What a lookup or a method answers. */
interface Returned {
  readonly return: JsonObject | null;
}

export interface SupportsFeatureRequest {
  readonly id: string;
}

export interface SupportsFeatureResponse {
  readonly hasSupport: boolean;
}

export interface DeploymentInfo {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  readonly config: Dictionary<string>;
  readonly configSecretKeys: Texts;
  readonly dryRun: boolean;
  readonly parallel: number;
  /** Values of `ResourceMonitorFeature`. */
  readonly supportedFeatures: readonly number[];
}

export interface ReadResourceRequest extends Positioned {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly properties: JsonObject | null;
  readonly dependencies: Texts;
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadURL: string;
  readonly packageRef: string;
  readonly additionalSecretOutputs: Texts;
}

export interface ReadResourceResponse {
  readonly urn: string;
  readonly properties: JsonObject | null;
}

export interface CustomTimeouts {
  readonly create: string;
  readonly update: string;
  readonly delete: string;
}

export interface ResourceHooksBinding {
  readonly beforeCreate: Texts;
  readonly afterCreate: Texts;
}

export interface RegisterResourceRequest extends Positioned {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly object: JsonObject | null;
  readonly dependencies: Texts;
  readonly propertyDependencies: Dictionary<Urns>;
  /** These four are inherited: `inherit` fills them in. */
  provider: string;
  protect: boolean | null;
  retainOnDelete: boolean | null;
  deletedWith: string;
  readonly providers: Dictionary<string>;
  readonly version: string;
  readonly pluginDownloadURL: string;
  readonly packageRef: string;
  readonly deleteBeforeReplace: boolean;
  readonly deleteBeforeReplaceDefined: boolean;
  readonly ignoreChanges: Texts;
  readonly replaceOnChanges: Texts;
  readonly hideDiffs: Texts;
  readonly additionalSecretOutputs: Texts;
  readonly aliasURNs: Texts;
  readonly aliases: readonly Alias[];
  readonly importId: string;
  readonly customTimeouts: CustomTimeouts | null;
  readonly replaceWith: Texts;
  readonly replacementTrigger: Opaque | null;
  readonly transforms: readonly Callback[];
  readonly hooks: ResourceHooksBinding | null;
  readonly envVarMappings: Dictionary<string>;
}

export interface RegisterResourceResponse {
  readonly urn: string;
  readonly id: string;
  readonly object: JsonObject | null;
  /** Of `Result`. */
  readonly result: number;
}

export interface RegisterResourceOutputsRequest {
  readonly urn: string;
  readonly outputs: JsonObject | null;
}

export interface ResourceInvokeRequest {
  readonly tok: string;
  readonly args: JsonObject | null;
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadURL: string;
  readonly packageRef: string;
}

export interface ResourceCallRequest {
  readonly tok: string;
}

export interface TransformResourceOptions {
  readonly dependsOn: Texts;
  readonly protect: boolean | null;
  readonly ignoreChanges: Texts;
  readonly replaceOnChanges: Texts;
  readonly version: string;
  readonly aliases: readonly Alias[];
  readonly provider: string;
  readonly customTimeouts: CustomTimeouts | null;
  readonly pluginDownloadUrl: string;
  readonly retainOnDelete: boolean | null;
  readonly deletedWith: string;
  readonly deleteBeforeReplace: boolean | null;
  readonly additionalSecretOutputs: Texts;
  readonly providers: Dictionary<string>;
  readonly hooks: ResourceHooksBinding | null;
  readonly import: string;
  readonly hideDiff: Texts;
  readonly replaceWith: Texts;
  readonly replacementTrigger: Opaque | null;
}

export interface TransformRequest {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly properties: JsonObject | null;
  readonly options: TransformResourceOptions | null;
}

export interface TransformResponse {
  readonly properties: JsonObject | null;
  readonly options: TransformResourceOptions | null;
}

export interface TransformInvokeOptions {
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadUrl: string;
}

export interface TransformInvokeRequest {
  readonly token: string;
  readonly args: JsonObject | null;
  readonly options: TransformInvokeOptions | null;
}

export interface TransformInvokeResponse {
  readonly args: JsonObject | null;
  readonly options: TransformInvokeOptions | null;
}

export interface ResourceHookRequest {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly newInputs: JsonObject | null;
  readonly newOutputs: JsonObject | null;
}

export interface ResourceHookResponse {
  readonly error: string;
}

export interface RegisterResourceHookRequest {
  readonly name: string;
  readonly callback: Callback | null;
  readonly onDryRun: boolean;
}

export interface Parameterization {
  readonly name: string;
  readonly version: string;
  readonly value: Uint8Array;
}

export interface RegisterPackageRequest {
  readonly name: string;
  readonly version: string;
  readonly downloadUrl: string;
  readonly parameterization: Parameterization | null;
}

export interface RegisterPackageResponse {
  readonly ref: string;
}

export interface LogRequest {
  /** Of `LogSeverity`. */
  readonly severity: number;
  readonly message: string;
  readonly urn: string;
}

export interface RequirePulumiVersionRequest {
  readonly pulumiVersionRange: string;
}

export interface AnalyzerStackConfigureRequest {
  readonly stack: string;
  readonly project: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly configSecretKeys: Texts;
  readonly config: Dictionary<string>;
}

export interface AnalyzerHandshakeRequest {
  readonly engineAddress: string;
  readonly rootDirectory: string | null;
  readonly programDirectory: string | null;
}

export interface AnalyzeRequest {
  readonly type: string;
  readonly properties: JsonObject | null;
  readonly urn: string;
  readonly name: string;
  readonly options: Sent<AnalyzerResourceOptions> | null;
  readonly provider: AnalyzerProviderResource | null;
}

export interface AnalyzerResource extends AnalyzeRequest {
  readonly parent: string;
  readonly dependencies: Texts;
  readonly propertyDependencies: Dictionary<Urns>;
}

export interface AnalyzerResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: Texts;
  readonly deleteBeforeReplace: boolean;
  readonly deleteBeforeReplaceDefined: boolean;
  readonly additionalSecretOutputs: Texts;
  readonly aliases: Texts;
  /** In seconds. */
  readonly customTimeouts: { readonly create: number; readonly update: number; readonly delete: number } | null;
  readonly parent: string;
}

export interface AnalyzerProviderResource {
  readonly type: string;
  readonly properties: JsonObject | null;
  readonly urn: string;
  readonly name: string;
}

export interface AnalyzeStackRequest {
  readonly resources: readonly Sent<AnalyzerResource>[];
}

export interface AnalyzeResponse {
  readonly diagnostics: readonly AnalyzeDiagnostic[];
  readonly notApplicable: readonly PolicyNotApplicable[];
}

export interface AnalyzeDiagnostic {
  readonly policyName: string;
  readonly description: string;
  readonly message: string;
  /** Of `EnforcementLevel`. */
  readonly enforcementLevel: number;
  readonly urn: string;
  /** Of `PolicySeverity`. */
  readonly severity: number;
}

export interface PolicyNotApplicable {
  readonly policyName: string;
  readonly reason: string;
}

export interface Remediation {
  readonly properties: JsonObject | null;
  readonly diagnostic: string;
}

export interface RemediateResponse {
  readonly remediations: readonly Remediation[];
}

export interface AnalyzerInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  readonly initialConfig: Dictionary<PolicyConfig>;
}

export interface PolicyInfo {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: number;
  readonly configSchema: PolicyConfigSchema | null;
  /** Of `PolicyType`. */
  readonly policyType: number;
  readonly severity: number;
  readonly remediationSteps: string;
  readonly url: string;
}

export interface PolicyConfigSchema {
  readonly properties: JsonObject | null;
  readonly required: Texts;
}

export interface PolicyConfig {
  readonly enforcementLevel: number;
  readonly properties: JsonObject | null;
}

export interface ConfigureAnalyzerRequest {
  readonly policyConfig: Dictionary<PolicyConfig>;
}
