//go:build commands

// Package commands names the program that the rack builds, so that go.sum proves all that goes into it. After 0.9.1 the
// plugin moved to a module that the module proxy does not serve. With a newer cni library it speaks CNI 1.0.0, which
// flannel's manifest asks for.
package commands

import (
	_ "github.com/containernetworking/cni/pkg/version"
	_ "github.com/containernetworking/plugins/plugins/meta/flannel"
)
