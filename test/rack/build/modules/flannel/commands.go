//go:build commands

// Package commands names the programs that the rack builds, so that go.sum proves all that goes into them.
package commands

import (
	_ "github.com/flannel-io/flannel"
	_ "github.com/flannel-io/flannel/cmd/install_conf"
)
