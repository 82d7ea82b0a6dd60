//go:build commands

// Package commands names the programs that the rack builds, so that go.sum proves all that goes into them.
package commands

import (
	_ "go.etcd.io/etcd/etcdctl/v3"
	_ "go.etcd.io/etcd/etcdutl/v3"
	_ "go.etcd.io/etcd/server/v3"
)
