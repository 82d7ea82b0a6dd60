//go:build commands

// Package commands names the program that the rack builds, so that go.sum proves all that goes into it.
package commands

import _ "sigs.k8s.io/cri-tools/cmd/crictl"
