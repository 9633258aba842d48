//go:build tools

// Package tools pins the Pulumi CLI that the engine tests run: go.mod has its version, go.sum its checksums.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
