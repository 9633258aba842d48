import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { CallbacksService } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { codec, type ServiceName, serviceDefinition } from "../../../preflight/protocol/services";

test.each<[ServiceName, object]>([
  ["ResourceMonitor", ResourceMonitorService],
  ["Engine", EngineService],
  ["Callbacks", CallbacksService],
  ["Analyzer", AnalyzerService],
])("%s has every call that the SDK makes, at the same address", (name, sdk) => {
  const ours = serviceDefinition(name);
  const calls = Object.entries(sdk as Record<string, { readonly path: string }>);
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter(([call, { path }]) => ours[call]?.path !== path)).toEqual([]);
});

test("what an SDK leaves out is told from false", () => {
  const read = (request: RegisterResourceRequest) =>
    codec("RegisterResourceRequest").decode(request.serializeBinary()).protect;
  expect([read(new RegisterResourceRequest()), read(new RegisterResourceRequest().setProtect(false))]).toEqual([
    null,
    false,
  ]);
});

test("an answer to Invoke is the same bytes by its older and by its newer name", () => {
  const bytes = codec("ResourceInvokeResponse").encode({ return: { a: 1 } });
  expect(codec("CallResponse").decode(bytes).return).toEqual({ a: 1 });
});

test("a trigger of replacement goes through a transform as it came", () => {
  const trigger = { structValue: { a: [1, { b: null }] } };
  const bytes = codec("TransformResourceOptions").encode({ replacementTrigger: trigger as never });
  const sdk = TransformResourceOptions.deserializeBinary(bytes).getReplacementTrigger();
  expect(sdk?.getStructValue()?.toJavaScript()).toEqual(trigger.structValue);
});
