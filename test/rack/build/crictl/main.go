// A small crictl: the part of the Kubernetes project's CRI client that kubeadm 1.20 calls, and what a person needs beside
// it, because Debian has no package of the real one. It speaks CRI (runtime.v1alpha2) over the runtime's socket.
//
//	kubeadm preflight        crictl -r SOCKET info
//	kubeadm config, init     crictl -r SOCKET inspecti IMAGE      exit 1: not there, then
//	                         crictl -r SOCKET pull IMAGE
//	kubeadm reset            crictl -r SOCKET pods -q
//	                         crictl -r SOCKET stopp POD...        crictl -r SOCKET rmp POD...
//	a person                 crictl images | ps | rm CONTAINER...
//
// Flags: -r, --runtime-endpoint SOCKET (with or without unix://; else CONTAINER_RUNTIME_ENDPOINT, else containerd's) and,
// after the command, -q, --quiet. Output for people is a table; info and inspecti print JSON as the real one does.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"google.golang.org/grpc"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

const defaultEndpoint = "unix:///run/containerd/containerd.sock"

type client struct {
	cri.RuntimeServiceClient
	images cri.ImageServiceClient
	quiet  bool
}

type command func(ctx context.Context, c client, args []string) error

var commands = map[string]command{
	"info": info, "images": images, "inspecti": inspectImages, "pull": pull,
	"pods": pods, "stopp": stopPods, "rmp": removePods, "ps": containers, "rm": removeContainers,
}

func info(ctx context.Context, c client, _ []string) error {
	status, err := c.Status(ctx, &cri.StatusRequest{Verbose: true})
	if err != nil {
		return err
	}
	return printJSON(map[string]interface{}{"status": status.Status, "info": status.Info})
}

func images(ctx context.Context, c client, _ []string) error {
	list, err := c.images.ListImages(ctx, &cri.ListImagesRequest{})
	if err != nil {
		return err
	}
	rows := [][]string{}
	for _, image := range list.Images {
		rows = append(rows, []string{image.Id, strings.Join(image.RepoTags, ","), fmt.Sprint(image.Size_)})
	}
	return c.print([]string{"IMAGE ID", "TAGS", "BYTES"}, rows)
}

func inspectImages(ctx context.Context, c client, names []string) error {
	return each(names, func(name string) error {
		found, err := c.images.ImageStatus(ctx, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: name}})
		if err != nil {
			return err
		}
		if found.Image == nil {
			return fmt.Errorf("no such image %q present", name)
		}
		return printJSON(map[string]interface{}{"status": found.Image})
	})
}

func pull(ctx context.Context, c client, names []string) error {
	return each(names, func(name string) error {
		pulled, err := c.images.PullImage(ctx, &cri.PullImageRequest{Image: &cri.ImageSpec{Image: name}})
		if err != nil {
			return err
		}
		fmt.Printf("Image is up to date for %s\n", pulled.ImageRef)
		return nil
	})
}

func pods(ctx context.Context, c client, _ []string) error {
	list, err := c.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{})
	if err != nil {
		return err
	}
	rows := [][]string{}
	for _, pod := range list.Items {
		state := strings.TrimPrefix(pod.State.String(), "SANDBOX_")
		rows = append(rows, []string{pod.Id, state, pod.Metadata.Namespace, pod.Metadata.Name})
	}
	return c.print([]string{"POD ID", "STATE", "NAMESPACE", "NAME"}, rows)
}

func stopPods(ctx context.Context, c client, ids []string) error {
	return each(ids, func(id string) error {
		_, err := c.StopPodSandbox(ctx, &cri.StopPodSandboxRequest{PodSandboxId: id})
		return err
	})
}

func removePods(ctx context.Context, c client, ids []string) error {
	return each(ids, func(id string) error {
		_, err := c.RemovePodSandbox(ctx, &cri.RemovePodSandboxRequest{PodSandboxId: id})
		return err
	})
}

func containers(ctx context.Context, c client, _ []string) error {
	list, err := c.ListContainers(ctx, &cri.ListContainersRequest{})
	if err != nil {
		return err
	}
	rows := [][]string{}
	for _, container := range list.Containers {
		state := strings.TrimPrefix(container.State.String(), "CONTAINER_")
		rows = append(rows, []string{container.Id, state, container.Metadata.Name, container.PodSandboxId, container.Image.Image})
	}
	return c.print([]string{"CONTAINER", "STATE", "NAME", "POD ID", "IMAGE"}, rows)
}

func removeContainers(ctx context.Context, c client, ids []string) error {
	return each(ids, func(id string) error {
		_, err := c.RemoveContainer(ctx, &cri.RemoveContainerRequest{ContainerId: id})
		return err
	})
}

// each does all of them, and reports all that failed.
func each(names []string, do func(string) error) error {
	if len(names) == 0 {
		return fmt.Errorf("name at least one")
	}
	failed := []string{}
	for _, name := range names {
		if err := do(name); err != nil {
			failed = append(failed, fmt.Sprintf("%s: %v", name, err))
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("%s", strings.Join(failed, "\n"))
	}
	return nil
}

func (c client) print(titles []string, rows [][]string) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	if !c.quiet {
		fmt.Fprintln(table, strings.Join(titles, "\t"))
	}
	for _, row := range rows {
		if c.quiet {
			row = row[:1]
		}
		fmt.Fprintln(table, strings.Join(row, "\t"))
	}
	return table.Flush()
}

func printJSON(value interface{}) error {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

func run(args []string) error {
	endpoint, quiet, words := os.Getenv("CONTAINER_RUNTIME_ENDPOINT"), false, []string{}
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "-q" || arg == "--quiet":
			quiet = true
		case (arg == "-r" || arg == "--runtime-endpoint") && i+1 < len(args):
			i++
			endpoint = args[i]
		case strings.HasPrefix(arg, "--runtime-endpoint="):
			endpoint = strings.TrimPrefix(arg, "--runtime-endpoint=")
		case strings.HasPrefix(arg, "-"):
			return fmt.Errorf("unknown flag %s", arg)
		default:
			words = append(words, arg)
		}
	}
	if len(words) == 0 || commands[words[0]] == nil {
		return fmt.Errorf("usage: crictl [-r SOCKET] info|images|inspecti|pull|pods|stopp|rmp|ps|rm [-q] [NAME...]")
	}
	if endpoint == "" {
		endpoint = defaultEndpoint
	}
	if strings.HasPrefix(endpoint, "/") {
		endpoint = "unix://" + endpoint
	}
	// A first pull on a slow card takes minutes; a runtime that is off must be told within seconds.
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	dialing, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	connection, err := grpc.DialContext(dialing, endpoint, grpc.WithInsecure(), grpc.WithBlock(), grpc.WithAuthority("localhost"),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20)))
	if err != nil {
		return fmt.Errorf("connect to %s: %v", endpoint, err)
	}
	defer connection.Close()
	c := client{cri.NewRuntimeServiceClient(connection), cri.NewImageServiceClient(connection), quiet}
	return commands[words[0]](ctx, c, words[1:])
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "crictl: %v\n", err)
		os.Exit(1)
	}
}
