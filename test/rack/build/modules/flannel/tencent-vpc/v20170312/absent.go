// Package v20170312 has the names that flannel's back end for Tencent's cloud is compiled against; every call fails.
package v20170312

import "errors"

var errAbsent = errors.New("this flannel was built without Tencent's cloud")

type Filter struct {
	Name   *string
	Values []*string
}

type Route struct {
	RouteId              *uint64
	DestinationCidrBlock *string
	GatewayType          *string
	GatewayId            *string
	RouteType            *string
	Enabled              *bool
}

type RouteTable struct {
	RouteTableId *string
	RouteSet     []*Route
}

type DescribeRouteTablesRequest struct{ Filters []*Filter }

type routesRequest struct {
	RouteTableId *string
	Routes       []*Route
}

type (
	CreateRoutesRequest routesRequest
	DeleteRoutesRequest routesRequest
)

type DescribeRouteTablesResponse struct {
	Response *struct{ RouteTableSet []*RouteTable }
}

type Client struct{}

func NewClientWithSecretId(_, _, _ string) (*Client, error) { return nil, errAbsent }

func NewDescribeRouteTablesRequest() *DescribeRouteTablesRequest {
	return &DescribeRouteTablesRequest{}
}
func NewCreateRoutesRequest() *CreateRoutesRequest { return &CreateRoutesRequest{} }
func NewDeleteRoutesRequest() *DeleteRoutesRequest { return &DeleteRoutesRequest{} }

func (*Client) DescribeRouteTables(*DescribeRouteTablesRequest) (*DescribeRouteTablesResponse, error) {
	return nil, errAbsent
}
func (*Client) CreateRoutes(*CreateRoutesRequest) (any, error) { return nil, errAbsent }
func (*Client) DeleteRoutes(*DeleteRoutesRequest) (any, error) { return nil, errAbsent }
